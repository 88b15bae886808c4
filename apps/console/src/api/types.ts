import type * as z from 'zod';
import type * as requests from '../../../../libs/contracts/api/requests';
import type * as registry from '../../../../libs/contracts/api/registry';
import type { organisation, person, words } from '../../../../libs/contracts/api/values';
import type { ArchiveView } from '../../../../libs/contracts/api/archive';
import type { CasePage, DecisionList, EventRow } from '../../../../libs/contracts/api/cases';
import type { DeadlineList } from '../../../../libs/contracts/api/deadlines';
import type { SessionView, TrainingAccounts } from '../../../../libs/contracts/api/session';
import type { Supervision } from '../../../../libs/contracts/api/supervision';
import type { InboxRow, ReceiverList, TaskView } from '../../../../libs/contracts/api/tasks';

export type { ArchiveView } from '../../../../libs/contracts/api/archive';
export type { Limit, Problem } from '../../../../libs/contracts/api/values';
export type {
  Calls,
  CaseAction,
  CaseList,
  CasePage,
  CaseReceipt,
  CaseRow,
  DecisionList,
  EventList,
  EventRow,
  OpenedCase,
} from '../../../../libs/contracts/api/cases';
export type { DeadlineList, ExtensionInput, ExtensionReceipt } from '../../../../libs/contracts/api/deadlines';
export type {
  DocumentView,
  Material,
  MaterialsView,
  MaterialVersion,
  WithdrawnDocument,
} from '../../../../libs/contracts/api/documents';
export type {
  ClockView,
  MoveClock,
  SessionView,
  SignIn,
  TrainingAccounts,
} from '../../../../libs/contracts/api/session';
export type {
  CalendarDrafts,
  CalendarDraftView,
  CalendarJobView,
  CalendarPreview,
  CalendarView,
  MovedLimit,
  WorkingDays,
} from '../../../../libs/contracts/api/calendar';
export type ChecklistRow = ArchiveView['checklist'][number];
export type { CenterList, CenterRow } from '../../../../libs/contracts/api/registry';
export type {
  ClaimAnswer,
  DecisionInput,
  DecisionReceipt,
  Inbox,
  InboxRow,
  PassedOn,
  RecallAnswer,
  ReceiverList,
  RecusedAnswer,
  TaskView,
} from '../../../../libs/contracts/api/tasks';
export type {
  CaseRequests,
  NoticeView,
  ReceiptView,
  RequestList,
  RequestPace,
  RequestReceipt,
  RequestRow,
  RequestView,
  SavedItem,
} from '../../../../libs/contracts/api/requests';
export type { RequestAct } from '../../../../libs/contracts/actions';
export type { PreReviewView } from '../../../../libs/contracts/api/pre-review';
export type { OverdueList, OverdueRow } from '../../../../libs/contracts/api/overdue';
export type { FeedState, MyMonth, NewFeed } from '../../../../libs/contracts/api/calendar-feed';
export type {
  ActReceipt,
  ColleagueList,
  CommentInput,
  CopyInput,
  CopyList,
  CopyRow,
  WatchAnswer,
} from '../../../../libs/contracts/api/verbs';
export type { CallInput, IssueOrder, OrderReceipt, Supervision } from '../../../../libs/contracts/api/supervision';

export type DraftInput = z.input<typeof requests.draftInput>;
export type DraftItem = z.input<typeof requests.draftItem>;
export type SaveAnswerInput = z.input<typeof requests.saveAnswerInput>;
export type Words = z.infer<typeof words>;
export type Organisation = z.infer<typeof organisation>;
export type Person = z.infer<typeof person>;
export type NotificationList = z.infer<typeof registry.notificationList>;
export type NotificationRow = z.infer<typeof registry.notificationRow>;
export type OperationsView = z.infer<typeof registry.operationsView>;
export type Post = SessionView['posts'][number];
export type TrainingAccount = TrainingAccounts['items'][number];
export type Call = import('../../../../libs/contracts/api/cases').Calls['items'][number];
export type Standard = NonNullable<TaskView['standard']>;
export type Indicator = Standard['indicators'][number];
export type Expert = TaskView['pool'][number];
export type Seat = TaskView['seats'][number];
export type TaskDocument = TaskView['documents'][number];
export type OpenTask = CasePage['tasks'][number];
export type StripStage = CasePage['strip'][number];
export type Decision = DecisionList['items'][number];
export type Deadline = DeadlineList['items'][number];
export type ClockOfBody = DeadlineList['clocks'][number];
export type TimelineEvent = EventRow;
export type RequestItem = import('../../../../libs/contracts/api/requests').RequestView['items'][number];
export type Task = TaskView;
export type Row = InboxRow;
export type Order = Supervision['orders'][number];
export type Receiver = ReceiverList['items'][number];
export type Reply = TaskView['replies'][number];
