import { MikroORM } from '@mikro-orm/core';
import { Migrator } from '@mikro-orm/migrations';
import { PostgreSqlDriver } from '@mikro-orm/postgresql';
import { Start } from './migrations/0001-start.js';
import { Hardened } from './migrations/0002-hardened.js';
import { WholeModel } from './migrations/0003-whole-model.js';
import { ProvenLog } from './migrations/0004-proven-log.js';
import { Asks } from './migrations/0005-asks.js';
import { KeptTrue } from './migrations/0006-kept-true.js';
import { LookedThrough } from './migrations/0007-looked-through.js';
import { ToldByNoLock } from './migrations/0008-told-by-no-lock.js';
import { WaysIn } from './migrations/0009-ways-in.js';
import { OwnEntries } from './migrations/0010-own-entries.js';
import { TakenAlong } from './migrations/0011-taken-along.js';
import { Live } from './migrations/0012-live.js';
import { Apps } from './migrations/0013-apps.js';
import { KnownPeople } from './migrations/0014-known-people.js';
import { PapersOfPeople } from './migrations/0015-papers-of-people.js';
import { ProvenByALogin } from './migrations/0016-proven-by-a-login.js';
import { SaidLast } from './migrations/0017-said-last.js';
import { SignedInSince } from './migrations/0018-signed-in-since.js';
import { DeliveredBy } from './migrations/0019-delivered-by.js';
import { Esco } from './migrations/0020-esco.js';
import { Pulls } from './migrations/0021-pulls.js';
import { Quarantine } from './migrations/0022-quarantine.js';
import { BroughtPods } from './migrations/0025-brought-pods.js';
import { PulledLast } from './migrations/0026-pulled-last.js';
import { MarksOfEachNumber } from './migrations/0027-marks-of-each-number.js';
import { ExaminedCredentials } from './migrations/0028-examined.js';
import { Awards } from './migrations/0029-awards.js';
import { Wallet } from './migrations/0030-wallet.js';
import { WalletRequests } from './migrations/0031-wallet-requests.js';
import { LoginIdentifiers } from './migrations/0032-login-identifiers.js';
import { SignedResults } from './migrations/0033-signed-results.js';
import { LastWords } from './migrations/0034-last-words.js';
import { Catalogue } from './migrations/0035-catalogue.js';
import { Enrolments } from './migrations/0036-enrolments.js';
import { StepProposals } from './migrations/0037-step-proposals.js';
import { YesOnItsWay } from './migrations/0038-yes-on-its-way.js';
import { tables } from './tables.js';

const open = (url: string) =>
  MikroORM.init({
    driver: PostgreSqlDriver,
    clientUrl: url,
    entities: [...tables],
    extensions: [Migrator],
    migrations: {
      migrationsList: [
        { name: '0001-start', class: Start },
        { name: '0002-hardened', class: Hardened },
        { name: '0003-whole-model', class: WholeModel },
        { name: '0004-proven-log', class: ProvenLog },
        { name: '0005-asks', class: Asks },
        { name: '0006-kept-true', class: KeptTrue },
        { name: '0007-looked-through', class: LookedThrough },
        { name: '0008-told-by-no-lock', class: ToldByNoLock },
        { name: '0009-ways-in', class: WaysIn },
        { name: '0010-own-entries', class: OwnEntries },
        { name: '0011-taken-along', class: TakenAlong },
        { name: '0012-live', class: Live },
        { name: '0013-apps', class: Apps },
        { name: '0014-known-people', class: KnownPeople },
        { name: '0015-papers-of-people', class: PapersOfPeople },
        { name: '0016-proven-by-a-login', class: ProvenByALogin },
        { name: '0017-said-last', class: SaidLast },
        { name: '0018-signed-in-since', class: SignedInSince },
        { name: '0019-delivered-by', class: DeliveredBy },
        { name: '0020-esco', class: Esco },
        { name: '0021-pulls', class: Pulls },
        { name: '0022-quarantine', class: Quarantine },
        { name: '0025-brought-pods', class: BroughtPods },
        { name: '0026-pulled-last', class: PulledLast },
        { name: '0027-marks-of-each-number', class: MarksOfEachNumber },
        { name: '0028-examined', class: ExaminedCredentials },
        { name: '0032-login-identifiers', class: LoginIdentifiers },
        { name: '0029-awards', class: Awards },
        { name: '0030-wallet', class: Wallet },
        { name: '0031-wallet-requests', class: WalletRequests },
        { name: '0033-signed-results', class: SignedResults },
        { name: '0034-last-words', class: LastWords },
        { name: '0035-catalogue', class: Catalogue },
        { name: '0036-enrolments', class: Enrolments },
        { name: '0037-step-proposals', class: StepProposals },
        { name: '0038-yes-on-its-way', class: YesOnItsWay },
      ],
      snapshot: false,
    },
    // What works alone, and is in the middle of something, holds two or three.
    pool: { min: 1, max: 32 },
    debug: false,
    logger: () => undefined,
  });

type Orm = Awaited<ReturnType<typeof open>>;
export type Em = Orm['em'];

/** One PostgreSQL: the index of grants, the log, the outbox. Never the home of a record. */
export interface Database {
  readonly url: string;
  /** A fresh entity manager for one piece of work. */
  em(): Em;
  /** All or nothing; the callback gets the transaction's own entity manager. */
  inTransaction<T>(work: (tx: Em) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/**
 * As the ORM's own, but for a connection that breaks off half-way: that one gives its place in the pool back, also where
 * nothing could be rolled back on it any more.
 */
const inOneGo = <T>(em: Em, work: (tx: Em) => Promise<T>): Promise<T> =>
  em
    .getKysely()
    .transaction()
    .execute((transaction) => {
      em.setTransactionContext(transaction);
      return work(em);
    });

/** Connects and brings the tables up to date. @throws when PostgreSQL cannot be reached. */
export async function openDatabase(url: string): Promise<Database> {
  const orm = await open(url);
  // One process at a time: several may start on an empty database, and each would make the tables.
  await orm.em.fork().transactional(async (tx) => {
    await tx.execute("select pg_advisory_xact_lock(hashtextextended('migrations', 0))");
    await orm.migrator.up();
  });
  return {
    url,
    em: () => orm.em.fork(),
    inTransaction: (work) => inOneGo(orm.em.fork(), work),
    close: () => orm.close(),
  };
}
