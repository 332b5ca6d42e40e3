/** What others see of an award, or hear of it, and what is taken along. */

import { filesIn, manifestIn } from '../../../fixtures/archive-files.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { signIn } from '../../../fixtures/page-session.js';
import { pdfText } from '../../../fixtures/pdf-text.js';

type Statuses = readonly ('CURRENT' | 'WITHDRAWN')[];
/** A link to what Samira was awarded, its parts but for the bytes. @returns what its page asks, each time anew. */
export async function sharedPage(house: TestHouse, status: Statuses = ['CURRENT']) {
  const { data } = await house.ask('samira', 'GrantAccess', {
    input: {
      purpose: 'EMPLOYMENT',
      grantee: { link: true },
      scope: [{ types: ['MICROCREDENTIAL'], status }],
      facets: ['CORE', 'CREDITS'],
    },
  });
  const headers = { 'x-share-link': data.grantAccess.linkSecret };
  return async () => {
    const shown = await house.ask(
      undefined,
      'SharedByLink',
      { first: 250 },
      { purpose: 'EMPLOYMENT', headers },
    );
    const { nodes, totals } = shown.data.sharedByLink.records;
    const [total] = totals;
    return {
      said: nodes
        .map(({ status: is, verification: { verdict, status: of } }: any) => [is, verdict, of])
        .toSorted(),
      sbu: Number(total?.value ?? 0),
      leftOut: (total?.leftOut ?? []).map(({ because }: any) => because),
    };
  };
}

/** To the questions that the adviser may ask: whether it holds, and whose word it stands on. */
export async function adviserHears(
  house: TestHouse,
): Promise<readonly (readonly [boolean | null, string | null])[]> {
  const { data } = await house.ask(
    'adviser',
    'LearnerClaims',
    { learner: house.account('samira').webId },
    { purpose: 'CAREER_GUIDANCE' },
  );
  return data.learner.claims.map(({ holds, basis }: any) => [holds, basis]);
}
/** What the overview says to whoever prints it, and the archive to programs. */
export async function onPaper(house: TestHouse) {
  const samira = await signIn(house, 'samira');
  const { download } = await samira.ready('ExportOverview', 'nl');
  const { bytes } = await samira.get(download);
  const text = await pdfText(bytes);
  const files = filesIn(await samira.archive());
  const sbu = manifestIn(files).totals.find(({ unit }) => unit === 'SBU');
  return { text, sbu: Number(sbu?.amount ?? 0) };
}
