import { PeopleAndPosts1764000000001 } from './1764000000001-people-and-posts';
import { ProgrammesAndCalls1764000000002 } from './1764000000002-programmes-and-calls';
import { CasesAndStages1764000000003 } from './1764000000003-cases-and-stages';
import { TasksAndDecisions1764000000004 } from './1764000000004-tasks-and-decisions';
import { PanelsAndPapers1764000000005 } from './1764000000005-panels-and-papers';
import { DeadlineLedger1764000000006 } from './1764000000006-deadline-ledger';
import { OutboxAndOperations1764000000007 } from './1764000000007-outbox-and-operations';
import { CalendarVersions1764000000020 } from './1764000000020-calendar-versions';
import { WatchesAndCopies1764200000001 } from './1764200000001-watches-and-copies';
import { Urges1764200000002 } from './1764200000002-urges';
import { AssignmentsForReply1764200000003 } from './1764200000003-assignments-for-reply';
import { SupervisionOrders1764200000004 } from './1764200000004-supervision-orders';
import { LimitsOfRequests1764300000001 } from './1764300000001-limits-of-requests';
import { OrderCalendar1764300000030 } from './1764300000030-order-calendar';
import { ReachingPeople1764310000001 } from './1764310000001-reaching-people';
import { UnitsAndLeave1764310000002 } from './1764310000002-units-and-leave';
import { SystemLog1764310000003 } from './1764310000003-system-log';
import { GrantsImportsTransfers1764310000004 } from './1764310000004-grants-imports-transfers';
import { Deputies1764320000001 } from './1764320000001-deputies';
import { Recusals1764320000002 } from './1764320000002-recusals';
import { Deliveries1764330000001 } from './1764330000001-deliveries';
import { OverdueLists1764340000020 } from './1764340000020-overdue-lists';
import { CalendarFeeds1764340000021 } from './1764340000021-calendar-feeds';
import { DocumentVersions1764350000001 } from './1764350000001-document-versions';
import { Uploads1764350000002 } from './1764350000002-uploads';
import { DocumentRequests1764360000001 } from './1764360000001-document-requests';
import { PreReviews1764380000001 } from './1764380000001-pre-reviews';
import { SignIn1764390000001 } from './1764390000001-sign-in';
import { Anchors1764400000001 } from './1764400000001-anchors';
import { BreakGlass1764400000002 } from './1764400000002-break-glass';
import { Archive1764410000001 } from './1764410000001-archive';
import { ScanNotices1764450000001 } from './1764450000001-scan-notices';
import { AnswersInFull1764460000001 } from './1764460000001-answers-in-full';
import { ProgrammeTemplates1764460000002 } from './1764460000002-programme-templates';
import { ScansOfVersions1764470000001 } from './1764470000001-scans-of-versions';
import { RequestLists1764470000002 } from './1764470000002-request-lists';
import { SignInTries1764480000001 } from './1764480000001-sign-in-tries';
import { Suspensions1764480000002 } from './1764480000002-suspensions';
import { AuditLogFilters1764490000001 } from './1764490000001-audit-log-filters';
import { TransferPackages1764490000002 } from './1764490000002-transfer-packages';

/** In order. A migration that has run anywhere is never edited. */
export const migrations = [
  PeopleAndPosts1764000000001,
  ProgrammesAndCalls1764000000002,
  CasesAndStages1764000000003,
  TasksAndDecisions1764000000004,
  PanelsAndPapers1764000000005,
  DeadlineLedger1764000000006,
  OutboxAndOperations1764000000007,
  CalendarVersions1764000000020,
  WatchesAndCopies1764200000001,
  Urges1764200000002,
  AssignmentsForReply1764200000003,
  SupervisionOrders1764200000004,
  LimitsOfRequests1764300000001,
  OrderCalendar1764300000030,
  ReachingPeople1764310000001,
  UnitsAndLeave1764310000002,
  SystemLog1764310000003,
  GrantsImportsTransfers1764310000004,
  Deputies1764320000001,
  Recusals1764320000002,
  Deliveries1764330000001,
  OverdueLists1764340000020,
  CalendarFeeds1764340000021,
  DocumentVersions1764350000001,
  Uploads1764350000002,
  DocumentRequests1764360000001,
  PreReviews1764380000001,
  SignIn1764390000001,
  Anchors1764400000001,
  BreakGlass1764400000002,
  Archive1764410000001,
  ScanNotices1764450000001,
  AnswersInFull1764460000001,
  ProgrammeTemplates1764460000002,
  ScansOfVersions1764470000001,
  RequestLists1764470000002,
  SignInTries1764480000001,
  Suspensions1764480000002,
  AuditLogFilters1764490000001,
  TransferPackages1764490000002,
];
