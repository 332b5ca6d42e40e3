import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../../src/base/index.js';
import { toOpenBadge } from '../../../src/credentials/issue/open-badge.js';
import { schemaFindings } from '../../../src/credentials/issue/schema.js';
import { schemaUrlOf, servedSchemas } from '../../../src/credentials/issue/schemas/served.js';
import { award, statusEntry } from '../../fixtures/awards.js';

/** A copy of the badge with one member set, or taken out. */
function changed(path: string, value?: unknown): JsonObject {
  const set = (whole: unknown, [name = '', ...rest]: readonly string[]): unknown => {
    const isList = Array.isArray(whole);
    const members = isObject(whole) || isList ? Object.entries(whole) : [];
    const others = members.filter(([key]) => key !== name);
    const old: unknown = members.find(([key]) => key === name)?.[1];
    const next: unknown = rest.length === 0 ? value : set(old, rest);
    const all = next === undefined ? others : [...others, [name, next] as const];
    const object: unknown = Object.fromEntries(all);
    return isList ? all.map(([, each]): unknown => each) : object;
  };
  const copy = set(toOpenBadge(award(), [statusEntry]), path.split('/').slice(1));
  return isObject(copy) ? copy : {};
}
const pathsOf = (credential: JsonObject) => schemaFindings(credential).map(({ path }) => path);

describe('our schema of an Open Badge', () => {
  it('takes what we write of every kind', () => {
    expect(pathsOf(toOpenBadge(award(), [statusEntry]))).toEqual([]);
    for (const kind of ['REGULAR', 'EXTRACURRICULAR'] as const) {
      expect(pathsOf(toOpenBadge(award({}, { kind }), []))).toEqual([]);
    }
    const { kind: _kind, ...achievement } = award().achievement;
    const tenths = { unit: 'EC', amount: '2.3' } as const;
    expect(
      pathsOf(toOpenBadge(award({ achievement: { ...achievement, load: tenths } }), [])),
    ).toEqual([]);
  });

  it.each([
    ['/id', 'https://a.example/1'],
    ['/issuer/id', 'https://a.example/'],
    ['/issuer/name', ''],
    ['/validFrom', '2026-07-01'],
    ['/validFrom', undefined],
    ['/awardedDate', '2026-13-01T00:00:00Z'],
    ['/type', ['VerifiableCredential']],
    ['/credentialSubject/id', 'https://samira.pod.example/profile#me'],
    ['/credentialSubject/achievement', undefined],
    ['/credentialSubject/achievement/name', undefined],
    ['/credentialSubject/achievement/ECTS', '4.5'],
    ['/credentialSubject/achievement/ECTS', 4.3],
    ['/credentialSubject/achievement/ECTS', 241],
    ['/credentialSubject/achievement/participationType', 'by post'],
    ['/credentialSubject/achievement/identityChecked', 'true'],
    ['/credentialSubject/achievement/supervisionType', undefined],
    ['/credentialSubject/identifier/0/hashed', false],
    ['/credentialSubject/identifier/0/identityHash', 'barry@leerder.example'],
    ['/credentialStatus/statusListIndex', '8x'],
    ['/credentialStatus/type', 'SomeOtherList'],
  ])('refuses another %s: %j', (path, value) => {
    expect(pathsOf(changed(path, value))).toContain(path);
  });

  it('refuses what nobody thought of, wherever it stands', () => {
    for (const place of ['', '/issuer', '/credentialSubject', '/credentialSubject/achievement']) {
      expect(pathsOf(changed(`${place}/birthDate`, '2001-02-03'))).toContain(place);
    }
  });

  it('refuses a microcredential with both loads or with none', () => {
    const both = changed('/credentialSubject/achievement/SBU', 240);
    const none = changed('/credentialSubject/achievement/ECTS');
    for (const badge of [both, none]) {
      expect(pathsOf(badge).join(' ')).toContain('/credentialSubject/achievement');
    }
  });

  it('says places, and nothing of what stands there', () => {
    const findings = schemaFindings(
      changed('/credentialSubject/identifier/0/identityHash', 'barry@'),
    );
    expect(JSON.stringify(findings)).not.toContain('barry');
  });
});

describe('the schemas that we publish', () => {
  it('have each the address by which credentials name them', () => {
    for (const kind of ['MICROCREDENTIAL', 'REGULAR', 'EXTRACURRICULAR'] as const) {
      expect(servedSchemas[kind]['$id']).toBe(schemaUrlOf(kind));
      const named = JSON.stringify(toOpenBadge(award({}, { kind }), [])['credentialSchema']);
      expect(named).toContain(`"${schemaUrlOf(kind)}"`);
    }
  });
});
