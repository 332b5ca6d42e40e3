import type { PgBoss } from 'pg-boss';
import type { LearnerId } from '../base/index.js';
import { alertActorsIn, alertsIn } from './alerts.js';
import { appGrantsIn } from './app-grants.js';
import { papersIn } from './app-papers.js';
import { appUsersIn } from './app-users.js';
import { appsIn } from './apps.js';
import { archivesIn } from './archives.js';
import { auditsIn } from './audits.js';
import { awardPlacesIn } from './award-places.js';
import { awardsIn } from './awards.js';
import { blocksIn } from './blocks.js';
import { bringingIn } from './bring.js';
import { carriedGrantsIn } from './carried-grants.js';
import { catalogueCoursesIn } from './catalogue-courses.js';
import { catalogueKeepingIn } from './catalogue-keep.js';
import { catalogueProgrammesIn } from './catalogue-programmes.js';
import { catalogueSearchIn } from './catalogue-search.js';
import { catalogueSourcesIn } from './catalogue-sources.js';
import { grantChangesIn } from './change-grants.js';
import { claimGroundsIn } from './claim-grounds.js';
import { clientsIn } from './clients.js';
import { copiesIn } from './copies.js';
import { type Database, openDatabase } from './database.js';
import { deletionsIn } from './deletions.js';
import { deliveriesIn } from './deliveries.js';
import { workingIn } from './drain.js';
import { enrolmentsIn } from './enrolments.js';
import { erasuresIn } from './erase.js';
import { escoIn } from './esco.js';
import { examinedIn } from './examined.js';
import { fetchedIn } from './fetched.js';
import { grantAgainIn } from './grant-again.js';
import { grantVersionsIn } from './grant-versions.js';
import { grantsIn } from './grants.js';
import { guardiansIn } from './guardians.js';
import { inboxesIn } from './inboxes.js';
import { institutionDeliveriesIn, retriesIn } from './institution-deliveries.js';
import { institutionHealthIn } from './institution-health.js';
import { institutionLinksIn } from './institution-links.js';
import { issuerDocumentsIn } from './issuer-documents.js';
import { openJobs, workOn } from './jobs.js';
import { keptTrueIn } from './kept-true.js';
import { knownPeopleIn } from './known-people.js';
import { learnersIn } from './learners.js';
import { listeningIn } from './listen.js';
import { logIn } from './log.js';
import { logDaysIn } from './log-days.js';
import { logTailIn } from './log-tail.js';
import { loginIdentifiersIn } from './login-identifiers.js';
import { looksIn } from './looks.js';
import { messagesIn } from './messages.js';
import { mutesIn } from './mutes.js';
import { type Lane, lanes, type Outbox, outboxIn } from './outbox.js';
import { overdueIn } from './overdue.js';
import { ownEntriesIn } from './own-entries.js';
import { parkedIn } from './parked.js';
import { pausesIn } from './pause.js';
import { provenIn } from './proven.js';
import { pullLinksIn } from './pull-links.js';
import { noticesIn } from './pull-notices.js';
import { pullsIn } from './pulls.js';
import { quarantineIn } from './quarantine.js';
import { ratesIn } from './rates.js';
import { readBackIn } from './read-back.js';
import { receiptsIn } from './receipts.js';
import { releaseIn } from './release.js';
import { requestsIn } from './requests.js';
import { restoresIn } from './restored.js';
import { sameWordsIn } from './same-words.js';
import { sessionsIn, usedProofsIn } from './sessions.js';
import { signedResultsIn } from './signed-results.js';
import { standingIn } from './standing.js';
import { statusListsIn } from './status-lists.js';
import { stepProposalsIn } from './step-proposals.js';
import { takenIn } from './taken.js';
import { walletCopiesIn } from './wallet-copies.js';
import { walletListsIn } from './wallet-lists.js';
import { walletOffersIn } from './wallet-offers.js';
import { walletRequestsIn } from './wallet-requests.js';
import { watchIn } from './watch.js';
import { waysIn } from './ways.js';

/** What was found out about credentials, and what institutions sign here. */
const signedRooms = (db: Database, outbox: Outbox) => ({
  credentials: {
    ...examinedIn(db),
    ...fetchedIn(db),
    ...provenIn(db),
    ...loginIdentifiersIn(db),
  },
  claimGrounds: claimGroundsIn(db, outbox),
  awards: { ...awardsIn(db, outbox), ...awardPlacesIn(db) },
  issuing: { ...issuerDocumentsIn(db), ...statusListsIn(db) },
  signedResults: signedResultsIn(db),
  walletRequests: walletRequestsIn(db),
  enrolments: enrolmentsIn(db),
  stepProposals: stepProposalsIn(db),
  wallet: { ...walletOffersIn(db, outbox), ...walletCopiesIn(db), ...walletListsIn(db) },
});

/** What is anybody’s to read. */
const publicRooms = (db: Database) => ({
  esco: escoIn(db),
  catalogue: {
    ...catalogueKeepingIn(db),
    ...catalogueSearchIn(db),
    ...catalogueProgrammesIn(db),
    ...catalogueCoursesIn(db),
    ...catalogueSourcesIn(db),
  },
});

const rooms = (db: Database, boss: PgBoss, outbox: Outbox) => ({
  db,
  outbox: { ...outbox, ...workingIn(db, outbox), ...parkedIn(db, boss) },
  learners: { ...learnersIn(db), ...institutionLinksIn(db) },
  grants: {
    ...grantsIn(db),
    ...grantChangesIn(db, outbox),
    ...carriedGrantsIn(db, outbox),
    ...grantAgainIn(db, outbox),
    ...grantVersionsIn(db, outbox),
    ...pausesIn(db, outbox),
    ...overdueIn(db, outbox),
    ...keptTrueIn(db, outbox),
    ...restoresIn(db, outbox),
    ...appGrantsIn(db, outbox),
  },
  blocks: blocksIn(db, outbox),
  guardians: guardiansIn(db, outbox),
  deletions: deletionsIn(db),
  receipts: receiptsIn(db),
  audits: auditsIn(db, outbox),
  requests: { ...requestsIn(db), ...mutesIn(db) },
  messages: messagesIn(db),
  clients: clientsIn(db),
  apps: { ...appsIn(db), ...appUsersIn(db) },
  papers: papersIn(db),
  rates: ratesIn(db),
  log: {
    ...logIn(db),
    ...logDaysIn(db),
    ...logTailIn(db),
    ...looksIn(db),
    ...erasuresIn(db, outbox),
  },
  alerts: { ...alertsIn(db), ...alertActorsIn(db) },
  copies: copiesIn(db),
  watch: watchIn(db),
  live: { ...listeningIn(db), ...standingIn(db) },
  release: releaseIn(db),
  people: knownPeopleIn(db),
  sessions: sessionsIn(db),
  ways: waysIn(db, outbox),
  usedProofs: usedProofsIn(db),
  deliveries: {
    ...deliveriesIn(db, outbox),
    ...takenIn(db),
    ...bringingIn(db, outbox),
    ...institutionDeliveriesIn(db),
    ...retriesIn(db, boss),
    ...readBackIn(db, outbox),
    ...inboxesIn(db),
  },
  ownEntries: ownEntriesIn(db, outbox),
  sameWords: sameWordsIn(db, outbox),
  archives: archivesIn(db, outbox),
  ...publicRooms(db),
  pulls: { ...pullsIn(db), ...pullLinksIn(db), ...noticesIn(db), ...institutionHealthIn(db) },
  quarantine: quarantineIn(db),
  ...signedRooms(db, outbox),
});

/** Opens the ledger: tables up to date, queue ready. @param onError hears of faults in the background. */
export async function openLedger(url: string, onError: (error: Error) => void) {
  const db = await openDatabase(url);
  const boss = await openJobs(url, onError);
  const outbox = outboxIn(db, boss);
  return {
    ...rooms(db, boss, outbox),
    /** Works both lanes from here on; work that a crash left waiting is woken first. */
    async startWorkers(handle: (learner: LearnerId, lane: Lane) => Promise<void>): Promise<void> {
      for (const lane of lanes) await workOn(boss, lane, (learner) => handle(learner, lane));
      await outbox.wakeDue();
    },
    isReachable: (): Promise<boolean> =>
      db
        .em()
        .execute('select 1')
        .then(
          () => true,
          () => false,
        ),
    /** Lets running work finish, then closes. */
    async close(): Promise<void> {
      await boss.stop({ graceful: true, timeout: 5000 });
      await db.close();
    },
  };
}
export type Ledger = Awaited<ReturnType<typeof openLedger>>;
