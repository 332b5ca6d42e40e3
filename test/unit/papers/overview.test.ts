import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { institutionId, recordKey } from '../../../src/base/index.js';
import {
  countable,
  type KeptRecord,
  overviewPaper,
  type Standing,
} from '../../../src/papers/index.js';
import { studyLoadTotals } from '../../../src/records/index.js';
import { hogeschool } from '../../fixtures/people.js';
import { type ResultChange, result, samiraHerself } from '../../fixtures/records.js';

const roc = institutionId('roc.example');
const atRoc = { id: roc, name: [{ language: 'nl', value: 'ROC De Vaart' }] };
let count = 0;
const kept = (change: ResultChange = {}) => {
  count += 1;
  const credits = { retakeGroup: `group-${count}`, ...change.credits };
  const record = result({ key: recordKey(`record-${count}`), ...change, credits });
  return { institution: hogeschool, record };
};
const title = (value: string) => [{ language: 'nl', value }];

/** Two schools, two units, somebody's own word, and what was corrected and taken back. */
const records = [
  kept({
    key: recordKey('water'),
    version: 2,
    core: { title: title('Waterbeheer in Łódź') },
    assessment: { score: '8.6' },
  }),
  kept({
    key: recordKey('water'),
    version: 1,
    status: 'SUPERSEDED',
    core: { title: title('Waterbeheer in Łódź') },
  }),
  kept({ status: 'WITHDRAWN', core: { title: title('Statistiek') } }),
  kept({
    core: { title: title('Rekenen voor Şükrü'), institution: atRoc },
    credits: { load: { unit: 'SBU', amount: '1240' } },
  }),
  kept({
    core: { title: title('Zelf geleerd'), assertedBy: 'SELF' },
    credits: { load: { unit: 'EC', amount: '5' } },
  }),
  ...Array.from({ length: 40 }, () => kept({ core: { title: title('Vak') } })),
];
const originals = ['{"items":[]}\n', '\uFEFF{"é":1}'].map((text, n) => ({
  name: `originals/roc.example/${n}.json`,
  mediaType: 'application/json',
  content: () => new Uint8Array(Buffer.from(text)),
}));

/** Whether as a map or as an object: what it holds by name. */
const fieldsOf = (value: unknown): Record<string, unknown> =>
  z
    .record(z.string(), z.unknown())
    .catch({})
    .parse(value instanceof Map ? Object.fromEntries(value) : value);

const Node = z.looseObject({ role: z.string().optional() });
const rolesIn = (tree: unknown): readonly string[] => {
  const { role, ...rest } = Node.parse(tree);
  const children = z.array(z.unknown()).catch([]).parse(rest['children']);
  const below = children.filter((child) => Node.safeParse(child).success).flatMap(rolesIn);
  return role === undefined ? below : [role, ...below];
};

async function opened(language: 'nl' | 'en', of: readonly KeptRecord[] = records) {
  const at = new Date('2026-11-26T23:30:00Z');
  const facts = { language, at, person: samiraHerself, records: of, originals, isAttached: true };
  const pdf = await getDocument({ data: new Uint8Array(await overviewPaper(facts)), verbosity: 0 })
    .promise;
  const pages = Array.from({ length: pdf.numPages }, (_, n) => n + 1);
  const read = pages.map(async (number) => {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    return { text: text.replaceAll(/\s+/g, ' '), roles: rolesIn(await page.getStructTree()) };
  });
  return { pdf, pages: await Promise.all(read) };
}

let nl: Awaited<ReturnType<typeof opened>>;
let en: Awaited<ReturnType<typeof opened>>;
beforeAll(async () => {
  [nl, en] = [await opened('nl'), await opened('en')];
});
const textOf = ({ pages }: typeof nl) => pages.map(({ text }) => text).join(' ');

describe('the overview on paper', () => {
  it('says to a program what it is: tagged, in its language, with its title, naming nobody', async () => {
    expect(fieldsOf(await nl.pdf.getMarkInfo())).toMatchObject({ Marked: true });
    const { info, metadata } = await nl.pdf.getMetadata();
    expect(info).toMatchObject({ Title: 'Overzicht van resultaten', Language: 'nl' });
    expect(JSON.stringify([info, metadata.getRaw()])).not.toContain('Samira');
    expect(metadata.getRaw()).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect((await en.pdf.getMetadata()).info).toMatchObject({ Language: 'en' });
    expect(fieldsOf(await nl.pdf.getViewerPreferences())).toMatchObject({ DisplayDocTitle: true });
  });

  it('has headings, tables with headings of rows and columns, on every page', () => {
    const roles = nl.pages.map((page) => new Set(page.roles));
    expect([...(roles[0] ?? [])]).toEqual(
      expect.arrayContaining(['Root', 'Document', 'H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD']),
    );
    expect(nl.pages.length).toBeGreaterThan(2);
    for (const page of roles.slice(1)) {
      expect([...page]).toEqual(expect.arrayContaining(['Table', 'TR', 'TH', 'TD']));
    }
    const rows = nl.pages.flatMap((page) => page.roles).filter((role) => role === 'TR');
    expect(rows.length).toBeGreaterThanOrEqual(records.length);
  });

  it('has the totals to the digit, per unit, as the learner sees them anywhere else', () => {
    const totals = studyLoadTotals(countable(records));
    expect(totals.map(({ unit, amount, selfDeclared }) => [unit, amount, selfDeclared])).toEqual([
      ['EC', '102.5', '5'],
      ['SBU', '1240', '0'],
    ]);
    expect(nl.pages[0]?.text).toContain('EC 102,5 5 SBU 1240 0');
    expect(en.pages[0]?.text).toContain('EC 102.5 5 SBU 1240 0');
  });

  it('says grade and day in the language of its reader, and who says so', () => {
    expect(textOf(nl)).toContain('31 maart 2026 8,6, gehaald 2,5 EC Instelling');
    expect(textOf(en)).toContain('31 March 2026 8.6, passed 2.5 EC Institution');
    expect(textOf(nl)).toMatch(
      /Zelf geleerd Resultaat 31 maart 2026 \S+ gehaald 5 EC Zelf opgegeven/,
    );
    expect(textOf(nl)).toContain('Gemaakt op 27 november 2026');
    expect(textOf(nl)).toContain('Van Samira el Idrissi');
  });

  it('marks what was replaced and what was taken back, and has the letters of every name', () => {
    expect(textOf(nl)).toContain('Waterbeheer in Łódź Vervangen door een nieuwere versie');
    expect(textOf(nl)).toContain('Statistiek Ingetrokken');
    expect(textOf(en)).toContain('Statistiek Withdrawn');
    expect(textOf(nl)).toContain('Rekenen voor Şükrü');
  });

  it('marks what a credential no longer gives, and counts nothing of what was taken back', async () => {
    const signed = (standing: Standing, more: ResultChange = {}) => ({
      ...kept({
        core: { title: title(`Bewijs ${standing}`), assertedBy: 'ISSUER_SIGNED' },
        credits: { load: { unit: 'EC', amount: '30' } },
        ...more,
      }),
      standing,
    });
    const all = [
      signed('REVOKED'),
      signed('SUSPENDED'),
      signed('EXPIRED'),
      signed('INVALID', { core: { title: title('Bewijs INVALID'), assertedBy: 'IMPORT' } }),
    ];
    const [total] = studyLoadTotals(countable(all));
    expect(total).toMatchObject({ amount: '30', selfDeclared: '30' });
    const [dutch, english] = [textOf(await opened('nl', all)), textOf(await opened('en', all))];
    expect(dutch).toContain('Bewijs REVOKED Niet geldig: ingetrokken door wie het gaf');
    expect(dutch).toContain('30 EC (ingetrokken)');
    expect(dutch).toContain(
      'Bewijs SUSPENDED Nu niet geldig: tijdelijk stopgezet door wie het gaf',
    );
    expect(dutch).toContain('30 EC (tijdelijk stopgezet)');
    expect(dutch).toContain('Bewijs EXPIRED Niet meer geldig: verlopen');
    expect(dutch).toContain('Bewijs INVALID Niet geldig: de ondertekening klopt niet');
    expect(english).toContain('Bewijs REVOKED Not valid: taken back by whoever gave it');
    expect(english).toContain('30 EC (on hold)');
  });

  it('numbers its pages', () => {
    for (const [n, { text }] of nl.pages.entries()) {
      expect(text).toContain(`Pagina ${n + 1} van ${nl.pages.length}`);
    }
  });

  it('has the originals with it, byte for byte', async () => {
    const Attached = z.record(z.string(), z.looseObject({ filename: z.string() }));
    const attached = Object.keys(Attached.parse(fieldsOf(await nl.pdf.getAttachments())));
    const contents = await Promise.all(attached.map((id) => nl.pdf.getAttachmentContent(id)));
    const found = contents.map((content) => Buffer.from(content ?? []).toString('hex'));
    const sent = originals.map(({ content }) => Buffer.from(content()).toString('hex'));
    expect(found.toSorted()).toEqual(sent.toSorted());
  });

  it('is there for somebody who has nothing yet', async () => {
    const facts = {
      language: 'nl',
      at: new Date(),
      person: {},
      originals: [],
      isAttached: true,
    } as const;
    const bytes = await overviewPaper({ ...facts, records: [] });
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    expect(pdf.numPages).toBe(1);
  });
});
