import { present } from '../../base/index.js';
import type { CoreFacet, Level, SetAside, Texts } from '../../records/index.js';
import { broughtBy } from '../reading.js';
import type { Claims } from '../vc/claims.js';
import { organisationIn, said } from '../vc/work.js';

type Ended = 'GRANTED' | 'GOING_ON' | 'OTHER';

const granted = /^(?:granted|awarded|conferred|completed|graduated)$/i;
const goingOn = /^(?:in[ _-]?progress|attending|currently attending|enrolled|active|pending)$/i;

/** By the school's word; where it says none, a degree that has its date was given. */
function endingOf(
  education: Claims,
  degree: Claims,
): { readonly ended: Ended; readonly raw?: string } {
  const raw = degree.word('degreeGrantedStatus')?.trim() ?? '';
  const attends = education.raw['currentlyAttendingIndicator'];
  education.has('currentlyAttendingIndicator');
  if (granted.test(raw)) return { ended: 'GRANTED' };
  if (goingOn.test(raw)) return { ended: 'GOING_ON' };
  if (raw !== '') degree.note('UNKNOWN_ENUM', 'degreeGrantedStatus');
  if (raw !== '') return { ended: 'OTHER', raw };
  if (attends === true) return { ended: 'GOING_ON' };
  return { ended: degree.has('date') ? 'GRANTED' : 'OTHER' };
}

/** Levels 5 to 8 of the international classification of education are those of the European framework. */
function levelOf(degree: Claims): Level | undefined {
  const code = degree.brief('iscedEducationLevelCode');
  if (code === undefined) return undefined;
  const isSame = /^[5-8]$/.test(code);
  return { raw: `ISCED ${code}`, ...(isSame && { eqf: Number(code) }), derived: isSame };
}

const isDay = (date: string | undefined): boolean => date?.length === 10;
const dayOf = (date: string | undefined): string | undefined => (isDay(date) ? date : undefined);

function periodOf(education: Claims): CoreFacet['period'] {
  const [start, end] = [education.partialDate('start'), education.partialDate('end')];
  // Years and months are no days: they stand as words.
  const words = [start, end].filter((date) => date !== undefined && !isDay(date));
  const name: Texts = words.length === 0 ? [] : said([start, end].filter(Boolean).join(' – '));
  if (start === undefined && end === undefined) return undefined;
  return present({ name, start: dayOf(start), end: dayOf(end) });
}

function titleOf(degree: Claims): Texts | undefined {
  const name = degree.texts('name');
  const majors = degree.each('specializations').flatMap((each) => {
    each.has('type');
    return each.texts('name') ?? [];
  });
  const [first, major] = [name?.[0], majors[0]];
  if (first === undefined || major === undefined) return name;
  return [{ ...first, value: `${first.value} (${major.value})` }];
}

/** What is not yet given, or not any more, is an enrolment in whatever state the school says. */
const enrolmentIn = (ended: Ended, raw: string | undefined): CoreFacet['enrolment'] => ({
  role: 'student',
  state: ended === 'GOING_ON' ? { value: 'ASSOCIATED' } : present({ value: 'OTHER' as const, raw }),
});

/** One degree of one education: what was given is a diploma, what goes on an enrolment. */
export function educationCore(
  education: Claims,
  degree: Claims,
  issuer: Texts,
): CoreFacet | SetAside {
  const title = titleOf(degree);
  if (title === undefined) return { code: 'MISSING', path: '/educationDegrees' };
  const { ended, raw } = endingOf(education, degree);
  const school = organisationIn(education, ['institution', 'school', 'organization']);
  const date = degree.partialDate('date');
  const common = {
    title,
    ...broughtBy(school === undefined ? issuer : said(school)),
    period: periodOf(education),
    level: levelOf(degree),
  };
  if (ended !== 'GRANTED') {
    const enrolment = enrolmentIn(ended, raw);
    return present({
      recordType: 'ENROLMENT' as const,
      kind: 'PROGRAMME' as const,
      ...common,
      enrolment,
    });
  }
  // A month or a year is kept as precisely as it was said.
  const isPartial = date !== undefined && !isDay(date);
  return present({
    recordType: 'DIPLOMA' as const,
    ...common,
    issuedOn: dayOf(date),
    certificate: isPartial ? present({ organisation: school, issued: date }) : undefined,
  });
}
