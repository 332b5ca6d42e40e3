import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { institutionId, recordKey, sha256Hex } from '../../../src/base/index.js';
import {
  countable,
  type KeptRecord,
  overviewPaper,
  readAttachments,
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
const proofOf = (text: string, mediaType = 'application/vc') => {
  const bytes = Buffer.from(text);
  return [sha256Hex(bytes), { mediaType, bytes: bytes.length, content: () => bytes }] as const;
};
const standing = proofOf('{"proof":"Łódź"}');
const replaced = proofOf('eyJ.eyJ.x', 'application/vc+jwt');
const provenBy = ([digest, { mediaType, bytes }]: typeof standing) => ({
  credential: { digest, mediaType, bytes },
});
const title = (value: string) => [{ language: 'nl', value }];

/** Two schools, two units, somebody's own word, and what was corrected and taken back. */
const records = [
  kept({
    key: recordKey('water'),
    version: 2,
    core: { title: title('Waterbeheer in Łódź') },
    assessment: { score: '8.6' },
    ...provenBy(standing),
  }),
  kept({
    key: recordKey('water'),
    version: 1,
    status: 'SUPERSEDED',
    core: { title: title('Waterbeheer in Łódź') },
    ...provenBy(replaced),
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
  const proofs = new Map([standing, replaced]);
  const facts = { language, at, person: samiraHerself, records: of, originals, proofs };
  const bytes = await overviewPaper({ ...facts, isAttached: true });
  const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
  const pages = Array.from({ length: pdf.numPages }, (_, n) => n + 1);
  const read = pages.map(async (number) => {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    return { text: text.replaceAll(/\s+/g, ' '), roles: rolesIn(await page.getStructTree()) };
  });
  return { bytes, pdf, pages: await Promise.all(read) };
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
    const signed = (ended: Standing, more: ResultChange = {}) => ({
      ...kept({
        core: { title: title(`Bewijs ${ended}`), assertedBy: 'ISSUER_SIGNED' },
        credits: { load: { unit: 'EC', amount: '30' } },
        ...more,
      }),
      standing: ended,
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
    const proofs = [standing, replaced].map(([, proof]) => proof);
    const sent = [...originals, ...proofs].map(({ content }) =>
      Buffer.from(content()).toString('hex'),
    );
    expect(found.toSorted()).toEqual(sent.toSorted());
  });

  it('has the signed proof of each line that has one, by number, and read back byte for byte', () => {
    const found = readAttachments(nl.bytes);
    if (found.kind === 'refused') throw new Error(found.because);
    const told = found.all.map(({ content, ...one }) => ({
      ...one,
      content: Buffer.from(content).toString(),
    }));
    expect(told.slice(0, 2)).toEqual([
      {
        name: '01-waterbeheer-in-lodz.json',
        mediaType: 'application/vc',
        content: '{"proof":"Łódź"}',
      },
      {
        name: '02-waterbeheer-in-lodz.jwt',
        mediaType: 'application/vc+jwt',
        content: 'eyJ.eyJ.x',
      },
    ]);
    expect(textOf(nl)).toContain('Waterbeheer in Łódź Resultaat Bewijs 01');
    expect(textOf(en)).toContain('Replaced by a newer version Result Proof 02');
    expect(nl.pages[0]?.text).toContain('Bij dit document zitten 2 bewijzen');
    expect(nl.pages[0]?.text).toContain('“leerkluis verify”');
    expect(nl.pages[0]?.text).toContain('verder stuurden');
    expect(en.pages[0]?.text).toContain('come 2 proofs');
  });

  it('describes each proof in its language, and says what no longer holds', async () => {
    const Described = z.record(z.string(), z.looseObject({ description: z.string() }));
    const of = async ({ pdf }: typeof nl) =>
      Object.values(Described.parse(fieldsOf(await pdf.getAttachments()))).map(
        ({ description }) => description,
      );
    expect(await of(nl)).toContain(
      'Bewijs van: Waterbeheer in Łódź (vervangen door een nieuwere versie)',
    );
    expect(await of(en)).toContain('Proof of: Waterbeheer in Łódź');
  });

  it('says how many proofs did not fit, and has those that do', async () => {
    const large = proofOf('{"proof":1}');
    const [digest, proof] = large;
    const tooLarge = { ...proof, bytes: 9_999_990 };
    const proofs = new Map([[digest, tooLarge], standing, replaced]);
    const facts = { language: 'nl', at: new Date(), person: {}, originals: [], proofs } as const;
    const more = kept({ core: { issuedOn: '2026-12-01' }, ...provenBy(large) });
    const bytes = await overviewPaper({ ...facts, records: [more, ...records], isAttached: true });
    const found = readAttachments(bytes);
    if (found.kind === 'refused') throw new Error(found.because);
    expect(found.all.map(({ name }) => name)).toEqual([
      '01-gezondheidsgeografie.json',
      '02-waterbeheer-in-lodz.jwt',
    ]);
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    const { items } = await (await pdf.getPage(1)).getTextContent();
    const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
    expect(text.replaceAll(/\s+/g, ' ')).toContain('1 bewijs past er niet bij');
  });

  it('is there for somebody who has nothing yet', async () => {
    const facts = {
      language: 'nl',
      at: new Date(),
      person: {},
      originals: [],
      proofs: new Map(),
      isAttached: true,
    } as const;
    const bytes = await overviewPaper({ ...facts, records: [] });
    const pdf = await getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise;
    expect(pdf.numPages).toBe(1);
  });
});
