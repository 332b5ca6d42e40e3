import { Text, Title } from '@mantine/core';
import { useState } from 'react';
import { MyGrantsDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { isOver } from '../parts/grant-words.js';
import { useSay } from '../texts/texts.js';
import { GrantCard } from './grant-card.js';
import { type MadeLink, NewLink } from './new-link.js';
import { ShowLink } from './show-link.js';
import { useSchools } from './use-schools.js';

/** A link for somebody who has no account: chosen records, until a day, so many times, and stopped at will. */
export function Share() {
  const say = useSay();
  const schools = useSchools();
  const [made, setMade] = useState<MadeLink>();
  const grants = useAsk('grants', MyGrantsDocument, {}, { every: 20_000 });
  return (
    <>
      <Title order={1}>{say('place.share')}</Title>
      <Text mt="xs">{say('share.what')}</Text>
      {made === undefined ? (
        <NewLink done={setMade} />
      ) : (
        <ShowLink link={made} another={() => setMade(undefined)} />
      )}
      <Title order={2} size="h3" mt="xl">
        {say('share.links')}
      </Title>
      <Answer of={grants}>
        {({ myGrants: { nodes } }) => {
          const links = nodes.filter(({ granteeKind }) => granteeKind === 'LINK');
          const shown = links.filter((grant) => !isOver(grant) || grant.state === 'REVOKED');
          if (shown.length === 0) return <Text my="md">{say('share.none')}</Text>;
          return (
            <ul className="cards">
              {shown.map((grant) => (
                <li key={grant.id}>
                  <GrantCard grant={grant} schools={schools} />
                </li>
              ))}
            </ul>
          );
        }}
      </Answer>
    </>
  );
}
