import { Table, Title } from '@mantine/core';
import { ErrorCatalogueDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { useSay } from '../texts/texts.js';

/** What stands between backticks is to be typed as it is. */
const inCode = (text: string): React.ReactNode =>
  text
    .split('`')
    .map((piece, at) => (at % 2 === 1 ? <code key={`${at} ${piece}`}>{piece}</code> : piece));

/** Every code an answer can carry, and what a program can do about it. */
export function Errors() {
  const say = useSay();
  const errors = useAsk('errors', ErrorCatalogueDocument, {});
  return (
    <section aria-labelledby="errors">
      <Title order={2} size="h3" mt="lg" id="errors">
        {say('errors.title')}
      </Title>
      <Answer of={errors}>
        {({ errorCatalogue }) => (
          <Table verticalSpacing="sm" className="stacks">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{say('errors.code')}</Table.Th>
                <Table.Th scope="col">{say('errors.meaning')}</Table.Th>
                <Table.Th scope="col">{say('errors.do')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {errorCatalogue.map(({ code, meaning, whatToDo }) => (
                <Table.Tr key={code}>
                  <Table.Td data-label={say('errors.code')}>
                    <code>{code}</code>
                  </Table.Td>
                  <Table.Td data-label={say('errors.meaning')}>{inCode(meaning)}</Table.Td>
                  <Table.Td data-label={say('errors.do')}>{inCode(whatToDo)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Answer>
    </section>
  );
}
