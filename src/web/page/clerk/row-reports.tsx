import { Table, Text } from '@mantine/core';
import type { PreviewResultsQuery } from '../../../../schema/generated/graphql.js';
import { useSay } from '../texts/texts.js';

export type FileReport = PreviewResultsQuery['previewResults'];
type Row = FileReport['rows'][number];

/** Of a longer file only what does not go is listed, and no more of it than this. */
const mostRows = 200;
const goes = ({ outcome }: Row): boolean => outcome === 'NEW' || outcome === 'KNOWN';

export const outcomes = ['NEW', 'KNOWN', 'SET_ASIDE', 'REFUSED'] as const;

/** What comes of each row, with its number, its column and why. */
export function RowReports({ rows }: { readonly rows: readonly Row[] }) {
  const say = useSay();
  const listed = (rows.length > mostRows ? rows.filter((one) => !goes(one)) : rows).slice(
    0,
    mostRows,
  );
  const left = rows.length - listed.length;
  return (
    <>
      <ul>
        {outcomes.flatMap((outcome) => {
          const count = rows.filter((one) => one.outcome === outcome).length;
          if (count === 0) return [];
          return [<li key={outcome}>{say(`send.count.${outcome}`, { count })}</li>];
        })}
      </ul>
      <Table.ScrollContainer minWidth={320}>
        <Table mt="xs">
          <Table.Caption>{say('send.rows')}</Table.Caption>
          <Table.Thead>
            <Table.Tr>
              <Table.Th scope="col">{say('send.row')}</Table.Th>
              <Table.Th scope="col">{say('send.outcome')}</Table.Th>
              <Table.Th scope="col">{say('send.column')}</Table.Th>
              <Table.Th scope="col">{say('send.why')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {listed.map((one, at) => (
              <Table.Tr key={`${one.row} ${one.column} ${at}`}>
                <Table.Td>{one.row}</Table.Td>
                <Table.Td>{say(`send.outcome.${one.outcome}`)}</Table.Td>
                <Table.Td>{one.column ?? one.pointer ?? ''}</Table.Td>
                <Table.Td>{one.sentence ?? ''}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {left === 0 ? null : <Text mt="xs">{say('send.more', { count: left })}</Text>}
    </>
  );
}
