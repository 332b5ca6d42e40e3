import { useForms } from '../texts/forms.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { partWords, type Schools, type ShownGrant, scopeWords } from './grant-words.js';

interface GrantFactsProps {
  readonly grant: ShownGrant;
  readonly schools: Schools;
  /** Whether it is told when somebody looked: that is for the learner. */
  readonly looked?: boolean;
}

/** What a grant lets somebody see, what for, and until when. */
export function GrantFacts({ grant, schools, looked = true }: GrantFactsProps) {
  const say = useSay();
  const forms = useForms();
  const language = useLanguage();
  const { purpose, scope, claims, validUntil, includeFuture } = grant;
  const { writeAccess, maxSessions, used } = grant;
  return (
    <dl className="facts">
      <dt>{say('grant.what')}</dt>
      {writeAccess ? (
        <dd>{writeAccess.sentence}</dd>
      ) : (
        <dd>
          {scope.length > 0 ? scopeWords(say, language, scope, { schools, forms }) : null}
          {claims.length > 0 ? <div>{say('grant.claims', { count: claims.length })}</div> : null}
          {scope.length > 0 ? (
            <div className="quiet">
              {includeFuture ? say('grant.future') : say('grant.no-future')}
            </div>
          ) : null}
        </dd>
      )}
      <Parts grant={grant} />
      <dt>{say('grant.why')}</dt>
      <dd>{say(`purpose.${purpose}`)}</dd>
      <dt>{say('grant.until')}</dt>
      <dd>{forms.momentDay(validUntil)}</dd>
      {maxSessions === null ? null : (
        <>
          <dt>{say('grant.uses')}</dt>
          <dd>{say('grant.uses.left', { used, of: maxSessions })}</dd>
        </>
      )}
      {looked ? <LastLook grant={grant} /> : null}
    </dl>
  );
}

function LastLook({ grant: { looks, lastViewedAt, writeAccess } }: { readonly grant: ShownGrant }) {
  const say = useSay();
  const forms = useForms();
  if (writeAccess) return null;
  return (
    <>
      <dt>{say('grant.viewed')}</dt>
      <dd>
        {lastViewedAt === null
          ? say('grant.viewed.never')
          : say('grant.viewed.last', { at: forms.moment(lastViewedAt), count: looks })}
      </dd>
    </>
  );
}

/** Which parts of each record, and of the learner themself. */
function Parts({ grant: { facets, personFacets, writeAccess } }: { readonly grant: ShownGrant }) {
  const say = useSay();
  const language = useLanguage();
  if (writeAccess || facets.length + personFacets.length === 0) return null;
  return (
    <>
      <dt>{say('grant.parts')}</dt>
      <dd>{partWords(say, language, facets, personFacets)}</dd>
    </>
  );
}
