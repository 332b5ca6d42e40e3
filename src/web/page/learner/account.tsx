import { Anchor, Button, CopyButton, Group, Text, Title } from '@mantine/core';
import {
  MyAccountDocument,
  type MyAccountQuery,
  SignOutEverywhereDocument,
  UnlinkDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { useViewer } from '../ask/viewer.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { SecondLook } from '../parts/second-look.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { problemIn } from '../visitor/ways.js';
import { BringPod } from './bring-pod.js';
import { Leave } from './leave.js';
import { LetsAdd } from './lets-add.js';
import { LetsAsk } from './lets-ask.js';
import { LinkMore } from './link-more.js';

/** How somebody comes in, and how they leave everywhere; who has no kluis has no more than that last one here. */
export function Account() {
  const say = useSay();
  const { data: viewer } = useViewer();
  return (
    <>
      <Title order={1}>{say('place.account')}</Title>
      <WhyNot />
      {viewer?.kind === 'GUEST' ? <BringPod /> : null}
      {viewer?.kind === 'LEARNER' ? <OwnAccount /> : null}
      <Everywhere />
      {viewer?.kind === 'LEARNER' ? <Leave /> : null}
    </>
  );
}

/** What did not come about at a login somewhere else. */
function WhyNot() {
  const say = useSay();
  const problem = problemIn(location.search);
  if (problem === undefined) return null;
  return (
    <Text role="alert" mt="sm" fw={600}>
      {say(`sign-in.problem.${problem}`)}
    </Text>
  );
}

/** How a learner comes in, where they are known, and the address by which they can be asked. */
function OwnAccount() {
  const account = useAsk('account', MyAccountDocument, {});
  return (
    <>
      <MyAddress />
      <Answer of={account}>
        {({ myAccount }) => (
          <>
            <Ways ways={myAccount.ways} />
            <LetsAsk letsAsk={myAccount.letsAsk} />
            <Schools schools={myAccount.institutions} />
            <Pod pod={myAccount.pod} />
            <Guardians count={myAccount.guardians.length} />
          </>
        )}
      </Answer>
    </>
  );
}

/** What one gives to an adviser who wants to ask for access. */
function MyAddress() {
  const say = useSay();
  const { data: viewer } = useViewer();
  if (!viewer) return null;
  const address = `${location.origin}/ask#to=${encodeURIComponent(viewer.webId)}`;
  return (
    <section aria-labelledby="address" className="card">
      <Title order={2} size="h3" id="address">
        {say('account.address')}
      </Title>
      <Text mt="xs">{say('account.address.what')}</Text>
      <Group mt="xs">
        <CopyButton value={address}>
          {({ copied, copy }) => (
            <Button onClick={copy}>
              {copied ? say('share.copied') : say('account.address.copy')}
            </Button>
          )}
        </CopyButton>
        <Anchor href={address}>{say('account.address.link')}</Anchor>
      </Group>
    </section>
  );
}

type Mine = MyAccountQuery['myAccount'];

function Ways({ ways }: { readonly ways: Mine['ways'] }) {
  const say = useSay();
  const forms = useForms();
  const { act, isPending, error } = useAct(UnlinkDocument, ['account', 'looks']);
  return (
    <section aria-labelledby="ways">
      <Title order={2} size="h3" mt="lg" id="ways">
        {say('account.ways')}
      </Title>
      <ul className="cards">
        {ways.map(({ id, kind, since }) => (
          <li key={id} className="card">
            <Group justify="space-between">
              <span>
                {say(`account.way.${kind}`)}
                <span className="quiet">
                  {' '}
                  {say('account.since', { date: forms.momentDay(since) })}
                </span>
              </span>
              {ways.length > 1 ? (
                <SecondLook
                  label={say('account.unlink')}
                  about={say('account.unlink.what', { way: say(`account.way.${kind}`) })}
                  what={say('account.unlink.means')}
                  busy={isPending}
                  act={() => act({ id })}
                />
              ) : (
                <span className="quiet">{say('account.last-way')}</span>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {ways.length === 0 ? <Text my="sm">{say('account.no-ways')}</Text> : null}
      {error ? <Fault error={error} /> : null}
      <LinkMore />
    </section>
  );
}

function Schools({ schools }: { readonly schools: Mine['institutions'] }) {
  const say = useSay();
  const forms = useForms();
  return (
    <section aria-labelledby="schools">
      <Title order={2} size="h3" mt="lg" id="schools">
        {say('account.schools')}
      </Title>
      <Text mt="xs">{say('account.schools.what')}</Text>
      <ul className="cards">
        {schools.map(({ institution, until, state, askedAt, problem, canAdd }) => (
          <li key={institution.id} className="card">
            <strong>{institution.name}</strong>
            <div className="quiet">
              {say(`account.school.${state}`, { date: forms.momentDay(until) })}
            </div>
            {askedAt === null ? null : (
              <div className="quiet">
                {say(problem === null ? 'account.asked' : 'account.asked.vain', {
                  when: forms.moment(askedAt),
                })}
              </div>
            )}
            {canAdd ? <LetsAdd school={institution} /> : null}
          </li>
        ))}
      </ul>
      {schools.length === 0 ? <Text my="sm">{say('account.no-schools')}</Text> : null}
    </section>
  );
}

/** Nothing is said of a pod that is on our own server: it is there without anybody's doing. */
function Pod({ pod: { host, isBrought, tellsAppsApart } }: { readonly pod: Mine['pod'] }) {
  const say = useSay();
  if (!isBrought) return null;
  return (
    <section aria-labelledby="pod">
      <Title order={2} size="h3" mt="lg" id="pod">
        {say('account.pod')}
      </Title>
      <Text mt="xs">{say('account.pod.where', { host })}</Text>
      {tellsAppsApart ? null : <Text mt="xs">{say('account.pod.reduced')}</Text>}
    </section>
  );
}

function Guardians({ count }: { readonly count: number }) {
  const say = useSay();
  if (count === 0) return null;
  return (
    <section aria-labelledby="guardians">
      <Title order={2} size="h3" mt="lg" id="guardians">
        {say('account.guardians')}
      </Title>
      <Text mt="xs">{say('account.guardians.what', { count })}</Text>
    </section>
  );
}

function Everywhere() {
  const say = useSay();
  const { act, isPending, error } = useAct(SignOutEverywhereDocument, []);
  return (
    <section aria-labelledby="everywhere">
      <Title order={2} size="h3" mt="lg" id="everywhere">
        {say('account.everywhere')}
      </Title>
      <Text my="xs">{say('account.everywhere.what')}</Text>
      <Button
        variant="default"
        loading={isPending}
        onClick={() => act({}, () => location.assign('/'))}
      >
        {say('account.everywhere.do')}
      </Button>
      {error ? <Fault error={error} /> : null}
    </section>
  );
}
