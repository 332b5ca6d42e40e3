import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import {
  AnswerProposalDocument,
  type AnswerProposalMutation,
} from '../../../../schema/generated/graphql.js';
import { type Proposal, useProposals } from '../ask/proposals.js';
import { useAct } from '../ask/use-ask.js';
import { Facts } from '../parts/facts.js';
import { Fault } from '../parts/fault.js';
import { whoWords } from '../parts/grant-words.js';
import { useForms } from '../texts/forms.js';
import { type Say, useSay } from '../texts/texts.js';
import { canBePlanned } from './can.js';
import { loadsWords, whenWords } from './offering-words.js';
import { touched } from './use-route.js';

type Answered = AnswerProposalMutation['answerProposal'];

function doneWords(say: Say, title: string, { state, route }: Answered): string {
  if (state === 'DECLINED') return say('proposals.done.no', { title });
  return route?.pod === 'PENDING' ? say('route.late') : say('proposals.done.yes', { title });
}

/** Of all of them together: a card that is answered is gone before it could tell what came of it. */
function useAnswering() {
  const say = useSay();
  const [news, setNews] = useState('');
  const { act, isPending, error, variables } = useAct(AnswerProposalDocument, [
    ...touched,
    'proposals',
  ]);
  return {
    news,
    answer: ({ id, title }: Proposal, accept: boolean) =>
      act({ input: { id, accept } }, ({ answerProposal }) =>
        setNews(doneWords(say, title, answerProposal)),
      ),
    /** Which one is on its way, or failed. */
    asked: variables?.input,
    isPending,
    error,
  };
}
type Answering = ReturnType<typeof useAnswering>;

/** What others propose, for the learner to take or not. Gone once it is answered. */
export function Proposals() {
  const say = useSay();
  const { data, error, refetch } = useProposals();
  const answering = useAnswering();
  const proposals = data?.myProposals ?? [];
  return (
    <>
      {error ? <Fault error={error} again={() => void refetch()} /> : null}
      {proposals.length === 0 ? null : (
        <section aria-labelledby="proposals">
          <Title order={2} size="h3" mt="lg" id="proposals">
            {say('proposals.title', { count: proposals.length })}
          </Title>
          <Text mt="xs">{say('proposals.what')}</Text>
          <ul className="cards">
            {proposals.map((proposal) => (
              <li key={proposal.id}>
                <ProposalCard proposal={proposal} answering={answering} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <Text role="status" fw={600}>
        {answering.news}
      </Text>
    </>
  );
}

interface ProposalCardProps {
  readonly proposal: Proposal;
  readonly answering: Answering;
}

/** One proposal: by whom and why, what it is, and whether one may and can. */
function ProposalCard({ proposal, answering }: ProposalCardProps) {
  const say = useSay();
  const heading = useId();
  const { title, offering, organisation, note } = proposal;
  return (
    <article className="card" aria-labelledby={heading}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h4" id={heading}>
          {offering === null ? (
            title
          ) : (
            <Link to="/route/offering/$id" params={{ id: offering.id }}>
              {title}
            </Link>
          )}
        </Title>
        {organisation?.verified ? (
          <Badge variant="light" tt="none">
            {say('grantee.verified')}
          </Badge>
        ) : (
          <Badge color="orange" variant="light" tt="none">
            {say('grantee.unverified')}
          </Badge>
        )}
      </Group>
      <ProposalFacts proposal={proposal} />
      {note === null ? null : (
        <Text mb="xs">
          {say('proposals.why')}: <span className="said">{note}</span>
        </Text>
      )}
      {offering === null ? (
        <Text>{say(proposal.gone ? 'proposals.gone' : 'proposals.own-words')}</Text>
      ) : (
        <>
          <Text>{offering.access.sentence}</Text>
          <Text>{offering.availability.sentence}</Text>
        </>
      )}
      <Answers proposal={proposal} answering={answering} />
    </article>
  );
}

function ProposalFacts({ proposal }: Pick<ProposalCardProps, 'proposal'>) {
  const say = useSay();
  const forms = useForms();
  const { proposerName, organisation, offering, createdAt } = proposal;
  const who = whoWords(say, {
    granteeKind: 'PERSON',
    granteeName: proposerName,
    granteeOrganisation: organisation,
  });
  const facts = [
    [say('proposals.who'), who],
    [say('proposals.where'), offering?.institution.name ?? ''],
    [say('record.period'), (offering && whenWords({ say, forms }, offering)) ?? ''],
    [say('record.load'), offering === null ? '' : loadsWords({ say, forms }, offering.loads)],
    [say('proposals.since'), forms.momentDay(createdAt)],
  ] as const;
  return <Facts facts={facts.filter(([, fact]) => fact !== '')} />;
}

/** Why it cannot be chosen; undefined: it can. */
const closedBy = (offering: Proposal['offering']): string | undefined =>
  offering === null || canBePlanned(offering.availability)
    ? undefined
    : offering.availability.sentence;

function Answers({ proposal, answering: { asked, answer, ...answering } }: ProposalCardProps) {
  const say = useSay();
  const why = useId();
  const { id, title, offering, gone } = proposal;
  const closed = closedBy(offering);
  const isThis = asked?.id === id;
  const isPending = isThis && answering.isPending;
  const accepts = asked?.accept === true;
  return (
    <>
      <Group mt="xs" gap="xs">
        <Button
          disabled={gone || closed !== undefined}
          loading={isPending && accepts}
          aria-label={say('proposals.yes.what', { title })}
          aria-describedby={closed && why}
          onClick={() => answer(proposal, true)}
        >
          {say('proposals.yes')}
        </Button>
        <Button
          variant="default"
          loading={isPending && !accepts}
          aria-label={say('proposals.no.what', { title })}
          onClick={() => answer(proposal, false)}
        >
          {say('proposals.no')}
        </Button>
      </Group>
      {closed === undefined ? null : (
        <Text size="sm" mt={4} id={why}>
          {say('route.closed', { why: closed })}
        </Text>
      )}
      <Refused error={isThis ? answering.error : null} />
    </>
  );
}

function Refused({ error }: { readonly error: unknown }) {
  const say = useSay();
  if (error === null) return null;
  const words = { NOT_FOUND: say('proposals.missing') };
  return <Fault error={error} bad={say('route.cannot')} words={words} />;
}
