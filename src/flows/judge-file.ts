import {
  type Circumstances,
  type DidDocuments,
  type Examined,
  type ExaminedList,
  type Examiner,
  judge,
  listStatus,
  type Registry,
  type StatusRef,
  type Verdict,
  worstOf,
} from '../credentials/index.js';

/** What is at hand to judge a file by; nothing is fetched. */
export interface FileTools {
  readonly examiner: Examiner;
  readonly registry: Registry;
  readonly now: Date;
  readonly dids: DidDocuments;
  /** What may stand at the address of a list: several where nobody can tell which of them does. */
  readonly listsAt: (url: string) => readonly ExaminedList[];
  /** Whether all JSON that cannot be read is a credential that went wrong: what names it one may be spelled in another way. */
  readonly isAllJsonMeant?: boolean;
}

const nowhere: ExaminedList = { finding: { code: 'STATUS_UNAVAILABLE' } };

const namesItself = /"(?:credentialSubject|verifiableCredential)"\s*:/;

/** A credential that went wrong, as against a file that never was one. */
function isMeantAsOne(bytes: Uint8Array, isTooLarge: boolean, isAllJsonMeant: boolean): boolean {
  // Also without the mark with which a text may begin.
  const text = Buffer.from(bytes).toString('utf8').trimStart();
  if (!text.startsWith('{')) return !isTooLarge;
  return isAllJsonMeant || namesItself.test(text);
}

function isCredential(
  bytes: Uint8Array,
  { form, findings }: Examined,
  isAllJsonMeant: boolean,
): boolean {
  const code = findings[0]?.code;
  if (form !== 'OTHER' || code === 'PRESENTATION' || code === 'SEAL_NOT_CHECKED') return true;
  if (code === 'NO_CREDENTIAL' || code === 'FORM_UNSUPPORTED') return false;
  return isMeantAsOne(bytes, code === 'TOO_LARGE', isAllJsonMeant);
}

/** Of what bears a signature of a kind that nobody here looks into. */
const sealed = (examined: Examined): Examined => ({
  ...examined,
  proof: 'UNSUPPORTED',
  findings: [{ code: 'SEAL_NOT_CHECKED' }],
});

function answerAt(ref: StatusRef, examined: Examined, { listsAt, now }: FileTools) {
  const found = listsAt(ref.list);
  const lists = found.length > 0 ? found : [nowhere];
  const all = lists.map((said) => listStatus(examined, ref, said, now));
  const worst = worstOf(all.map(({ state }) => state));
  return all.find(({ state }) => state === worst) ?? listStatus(examined, ref, nowhere, now);
}

function statusOf(examined: Examined, tools: FileTools): Circumstances['status'] {
  const each = examined.status.map((ref) => answerAt(ref, examined, tools));
  return {
    state: worstOf(each.map(({ state }) => state)),
    findings: each.flatMap(({ findings }) => findings),
  };
}

/**
 * The verdict on what stands in a file, whoever it is about.
 * @param isSigned whether its reader saw that somebody signed it.
 * @returns undefined for what is no credential.
 */
export async function judgeFile(
  bytes: Uint8Array,
  isSigned: boolean,
  tools: FileTools,
): Promise<Verdict | undefined> {
  const found = await tools.examiner.examine(bytes, tools.dids);
  const isOne = isCredential(bytes, found, tools.isAllJsonMeant ?? false);
  if (!isOne && !isSigned) return undefined;
  const examined = isOne ? found : sealed(found);
  const status = statusOf(examined, tools);
  const { now, registry } = tools;
  return judge(examined, { now, registry, status, subject: 'UNCHECKED' });
}
