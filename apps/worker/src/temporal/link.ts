import { Client, Connection } from '@temporalio/client';
import {
  caseSignal,
  workflowId,
  workflowTypes,
  type CaseInput,
  type CaseMessage,
} from '../../../../libs/contracts/messages';
import type { Id } from '../../../../libs/contracts/ids';
import type { CaseKind } from '../../../../libs/contracts/procedure';

const deadline = 5_000;

export interface LinkSettings {
  address: string;
  namespace: string;
  taskQueue: string;
}

/** The client's side of Temporal: opened at first use, mended by itself when Temporal was away. */
export class TemporalLink {
  private readonly connection: Connection;
  private readonly client: Client;

  constructor(private readonly settings: LinkSettings) {
    this.connection = Connection.lazy({
      address: settings.address,
      connectTimeout: '3s',
      // The relay decides itself what to try again and when.
      interceptors: [],
      channelArgs: {
        'grpc.initial_reconnect_backoff_ms': 200,
        'grpc.min_reconnect_backoff_ms': 200,
        'grpc.max_reconnect_backoff_ms': 2_000,
      },
    });
    this.client = new Client({ connection: this.connection, namespace: settings.namespace });
  }

  /** Signal-with-start: the workflow is started if it does not run. The record alone says whether a case is over. */
  async send(kind: CaseKind, caseId: Id<'case'>, message: CaseMessage): Promise<void> {
    const input: CaseInput = { caseId };
    await this.connection.withDeadline(Date.now() + deadline, () =>
      this.client.workflow.signalWithStart(workflowTypes[kind], {
        workflowId: workflowId(kind, caseId),
        taskQueue: this.settings.taskQueue,
        args: [input],
        signal: caseSignal,
        signalArgs: [message],
        workflowIdReusePolicy: 'ALLOW_DUPLICATE',
        workflowIdConflictPolicy: 'USE_EXISTING',
      }),
    );
  }

  /** The namespace's id: another one means that Temporal's store is another one. */
  async storeId(): Promise<string> {
    const { namespace } = this.settings;
    const answer = await this.connection.withDeadline(Date.now() + deadline, () =>
      this.connection.workflowService.describeNamespace({ namespace }),
    );
    const id = answer.namespaceInfo?.id;
    if (!id) throw new Error('Temporal gave no namespace id');
    return id;
  }

  async close(): Promise<void> {
    await this.connection.close();
  }
}
