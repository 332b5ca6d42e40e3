#!/bin/sh
# The main job of Leerkluis with nothing but curl, against a running demo (npm start).
# Usage: sh docs/first-look.sh [origin]        default: http://127.0.0.1:4000
# It stops with a message at the first answer that is not as promised.
set -eu
origin=${1:-http://127.0.0.1:4000}
operations=$(dirname "$0")/../schema/operations
jar=$(mktemp -d)
trap 'rm -rf "$jar"' EXIT

# ask PERSONA OPERATION VARIABLES [PURPOSE]: one operation of the contract, signed in as a persona of the demo.
ask() {
  [ -f "$jar/$1" ] || curl -sS -o /dev/null -c "$jar/$1" "$origin/demo/$1"
  query=$(grep -v '^ *#' "$operations/$2.graphql" | tr '\n' ' ')
  printf '{"operationName":"%s","query":"%s","variables":%s}' "$2" "$query" "$3" > "$jar/body"
  curl -sS -b "$jar/$1" -H 'content-type: application/json' -H 'apollo-require-preflight: 1' -H 'x-csrf: 1' \
    ${4:+-H "x-purpose: $4"} --data-binary "@$jar/body" "$origin/graphql"
}
say() { printf '\n== %s\n' "$1"; }
show() { printf '%s\n' "$1" | cut -c 1-600; }
must() { # must TEXT PATTERN PROMISE
  case "$1" in *$2*) printf '   ok: %s\n' "$3" ;; *) printf '   NOT AS PROMISED: %s\n' "$3"; exit 1 ;; esac
}
mustnot() {
  case "$1" in *$2*) printf '   NOT AS PROMISED: %s\n' "$3"; exit 1 ;; *) printf '   ok: %s\n' "$3" ;; esac
}
# count TEXT PATTERN: how often it occurs
count() { printf '%s' "$1" | grep -o "$2" | wc -l | tr -d ' '; }
first() { printf '%s' "$1" | sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p" | head -n 1; }

say 'Samira reads everything of her own: results of two schools'
mine=$(ask samira MyRecords '{"first":250}')
must "$mine" '"id":"merenveld.example"' 'results of the university are in her pod'
must "$mine" '"id":"rocdewaterlanden.example"' 'results of the ROC are in her pod'
must "$mine" '{"unit":"EC","value":"37.5"' '37.5 EC earned'
must "$mine" '{"unit":"SBU","value":"520"' '520 SBU earned, on a line of its own'
samira=$(first "$(ask samira Viewer '{}')" webId)
nobody=$(printf '%s' "$samira" | sed 's/samira/nobody/')

say 'The adviser asks without a grant'
before=$(ask adviser LearnerRecords "{\"learner\":\"$samira\"}" CAREER_GUIDANCE)
other=$(ask adviser LearnerRecords "{\"learner\":\"$nobody\"}" CAREER_GUIDANCE)
show "$before"
must "$before" '"learner":null' 'nothing about Samira'
case "$before" in
  *GRANT_ENDED*) echo '   (she had access before: a former reader is told that it ended)' ;;
  "$other") echo '   ok: the same bytes as for a learner who does not exist' ;;
  *) echo '   NOT AS PROMISED: the same bytes as for a learner who does not exist'; exit 1 ;;
esac

say 'The adviser requests access to results, grades too'
until=$(($(date +%Y) + 1))-06-30T00:00:00Z
ask adviser RequestAccess "{\"input\":{\"learner\":\"$samira\",\"purpose\":\"CAREER_GUIDANCE\",\"items\":[{\"recordTypes\":[\"RESULT\"],\"facets\":[\"CORE\",\"CREDITS\",\"ASSESSMENT\"],\"required\":true}],\"reason\":\"Om samen te kijken welke opleiding past.\",\"until\":\"$until\"}}"
requests=$(ask samira MyRequests '{}')
request=$(printf '%s' "$requests" | sed 's/{"id":"[^"]*","grantee"/\n&/g' | grep '"state":"OPEN"' | head -n 1 | sed 's/^{"id":"\([^"]*\)".*/\1/')
[ -n "$request" ] || { echo '   NOT AS PROMISED: the request waits for Samira'; exit 1; }

say 'Samira says yes to less: the university only, no grades'
answer=$(ask samira AnswerAccessRequest "{\"input\":{\"requestId\":\"$request\",\"decision\":\"GRANT\",\"scope\":[{\"types\":[\"RESULT\"],\"institutions\":[\"merenveld.example\"]}],\"facets\":[\"CORE\",\"CREDITS\"]}}")
show "$answer"
must "$answer" '"pod":"CONFIRMED"' 'the pod has a view for exactly this'
grant=$(printf '%s' "$answer" | sed 's/.*"grant":{"id":"\([^"]*\)".*/\1/')

say 'The adviser reads exactly that'
read=$(ask adviser LearnerRecords "{\"learner\":\"$samira\",\"first\":250}" CAREER_GUIDANCE)
show "$read"
must "$read" '"id":"merenveld.example"' 'results of the university'
mustnot "$read" 'rocdewaterlanden' 'none of the ROC'
mustnot "$read" '"grade"' 'no grade'
must "$read" '"assessment":{"__typename":"NotShared"' 'where grades would be: NotShared'
must "$read" '{"unit":"EC","value":"37.5"' 'credits add up over what is shared'
printf '   %s results\n' "$(count "$read" '"recordType":"RESULT"')"

say 'Samira stops it'
stop=$(ask samira RevokeGrant "{\"id\":\"$grant\"}")
must "$stop" '"pod":"CONFIRMED"' 'the pod itself refuses now'
after=$(ask adviser LearnerRecords "{\"learner\":\"$samira\"}" CAREER_GUIDANCE)
show "$after"
must "$after" '"learner":null' 'the very next question gets nothing'

say 'Samira reads back each step, newest first'
log=$(ask samira MyAccessLog '{"first":12}')
printf '%s' "$log" | sed 's/{"seq"/\n{"seq"/g' | sed -n 's/^{"seq":\([0-9]*\),"at":"\([^"]*\)","kind":"\([A-Z]*\)".*"sentence":"\([^"]*\)".*/   \1  \2  \3  \4/p'
for step in ACCESS_REQUESTED GRANTED ACTIVATED REVOKED; do must "$log" "\"event\":\"$step\"" "$step"; done
must "$log" '"kind":"READ"' 'what was read'
must "$log" '"kind":"DENIED"' 'what was refused'
printf '\nAll as promised.\n'
