import { Inject, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CalendarFeeds } from '../../../libs/casework/deadlines/calendar-feed';
import { openOffice, Office } from '../../../libs/casework/office';
import { OutsideSignIn } from '../../../libs/casework/people/outside-sign-in';
import { SignIn } from '../../../libs/casework/people/sign-in';
import { FileStore } from '../../../libs/platform/files/file-store';
import { machineNow } from '../../../libs/platform/clocks';
import type { Logger } from '../../../libs/platform/log';
import { OidcProvider } from '../../../libs/platform/sign-in/oidc';
import { ReadingRoom } from '../../../libs/views/reading-room';
import { ArchiveController } from './audit/archive.controller';
import { AuditController } from './audit/audit.controller';
import { BreakGlassController } from './audit/break-glass.controller';
import { CaseFileController } from './audit/case-file.controller';
import { OperationsController } from './audit/operations.controller';
import { CasesController } from './cases/cases.controller';
import { CalendarController } from './deadlines/calendar.controller';
import { DeadlinesController } from './deadlines/deadlines.controller';
import { FeedController } from './deadlines/feed.controller';
import { OverdueController } from './deadlines/overdue.controller';
import { SupervisionController } from './deadlines/supervision.controller';
import { CentersController } from './designation/centers.controller';
import { AnswersController } from './documents/answers.controller';
import { DocumentsController } from './documents/documents.controller';
import { PreReviewController } from './documents/pre-review.controller';
import { RequestPapersController } from './documents/request-papers.controller';
import { TemplatesController } from './documents/templates.controller';
import { RequestsController } from './documents/requests.controller';
import { UploadsController } from './documents/uploads.controller';
import { UploadDoor, type DoorSettings } from './documents/uploads/door';
import { environmentToken, type ApiEnvironment } from './environment';
import { AnswerInterceptor } from './http/answer.interceptor';
import { AttemptLog } from './http/attempt-log';
import { EndpointGuard } from './http/endpoint.guard';
import { ProblemFilter } from './http/problem.filter';
import { RateLimits } from './http/rate-limits';
import { loggerToken } from './http/tokens';
import { InboxController } from './inbox/inbox.controller';
import { VerbsController } from './inbox/verbs.controller';
import { OrganisationsController } from './people/organisations.controller';
import { PostsController } from './people/posts.controller';
import { PeopleImportsController } from './people/people-imports.controller';
import { TransferController } from './people/transfer.controller';
import { AccountsController } from './people/accounts.controller';
import { DeputiesController } from './people/deputies.controller';
import { OutsideController } from './session/outside.controller';
import { SecurityController } from './session/security.controller';
import { SessionController } from './session/session.controller';

function outsideSignIn(signIn: SignIn, env: ApiEnvironment): OutsideSignIn {
  const { oidc } = env.signIn;
  const back = `${env.publicUrl.replace(/\/$/, '')}/api/v1/session/oidc/callback`;
  return new OutsideSignIn(signIn, oidc && new OidcProvider(oidc, back));
}

@Module({})
export class AppModule implements OnApplicationShutdown {
  constructor(@Inject(Office) private readonly office: Office) {}

  /** After the last answer has gone out. */
  onApplicationShutdown(): Promise<void> {
    return this.office.close();
  }

  static with(env: ApiEnvironment, log: Logger): DynamicModule {
    return {
      module: AppModule,
      controllers: [
        SessionController,
        SecurityController,
        AccountsController,
        OutsideController,
        InboxController,
        VerbsController,
        DeputiesController,
        SupervisionController,
        OverdueController,
        FeedController,
        CasesController,
        DocumentsController,
        PreReviewController,
        RequestPapersController,
        TemplatesController,
        RequestsController,
        AnswersController,
        UploadsController,
        DeadlinesController,
        CalendarController,
        CentersController,
        OperationsController,
        ArchiveController,
        AuditController,
        BreakGlassController,
        CaseFileController,
        OrganisationsController,
        PostsController,
        TransferController,
        PeopleImportsController,
      ],
      providers: [
        { provide: environmentToken, useValue: env },
        { provide: loggerToken, useValue: log },
        {
          provide: Office,
          useFactory: () => openOffice({ databaseUrl: env.databaseUrl, algorithm: env.audit.algorithm }),
        },
        { provide: ReadingRoom, useFactory: (office: Office) => new ReadingRoom(office.database), inject: [Office] },
        { provide: SignIn, useFactory: (office: Office) => new SignIn(office, env.signIn), inject: [Office] },
        { provide: OutsideSignIn, useFactory: (signIn: SignIn) => outsideSignIn(signIn, env), inject: [SignIn] },
        { provide: RateLimits, useFactory: () => new RateLimits(env.signIn.rateLimits, machineNow) },
        { provide: CalendarFeeds, useFactory: (office: Office) => new CalendarFeeds(office), inject: [Office] },
        { provide: FileStore, useFactory: () => new FileStore(env.filesDir) },
        {
          provide: UploadDoor,
          useFactory: (office: Office, files: FileStore) => new UploadDoor(doorSettings(env, office, files)),
          inject: [Office, FileStore],
        },
        AttemptLog,
        { provide: APP_GUARD, useClass: EndpointGuard },
        { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }
}

const doorSettings = (env: ApiEnvironment, office: Office, files: FileStore): DoorSettings => ({
  office,
  files,
  limits: { size: env.uploadLimit, documents: env.documentLimit },
  keepMs: env.uploadKeepDays * 24 * 3_600_000,
  scanning: env.clamdAddress !== null,
});
