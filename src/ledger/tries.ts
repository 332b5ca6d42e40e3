/**
 * In a statement over lines of one learner, each as JSON in `said`: whether a refused try was by somebody who has or had a
 * grant. By their own name, by what they are, by a grant that was over, or because they looked before. Anyone can try.
 * Names the learner twice.
 */
export const triedByGrantee = `(said ->> 'because' <> 'NO_GRANT'
  or exists (select from grant_version where learner_id = ? and case when left(grantee, 1) = '{'
    then coalesce(grantee::jsonb = (said -> 'actor' -> 'role') || '{"kind":"role"}', false)
    else grantee = said -> 'actor' ->> 'webId' end)
  or said -> 'actor' ->> 'webId' in (select bytes::jsonb -> 'actor' ->> 'webId' from log_entry where learner_id = ? and bytes is not null
      and bytes::jsonb ->> 'kind' in ('READ', 'CLAIM') and bytes::jsonb ->> 'purpose' <> 'SELF_USE'))`;
