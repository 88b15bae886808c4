import { Client, Connection } from '@temporalio/client';

export interface HistorySize {
  events: number;
  bytes: number;
}

/** Length and size of the workflow history of every case, by workflow id, straight from the Temporal server. */
export async function historySizes(address: string, namespace = 'default'): Promise<Map<string, HistorySize>> {
  const connection = await Connection.connect({ address });
  try {
    const client = new Client({ connection, namespace });
    const sizes = new Map<string, HistorySize>();
    for await (const execution of client.workflow.list({ pageSize: 200 })) {
      const described = await client.workflow.getHandle(execution.workflowId, execution.runId).describe();
      const size = { events: described.historyLength, bytes: described.historySize ?? 0 };
      const earlier = sizes.get(execution.workflowId) ?? { events: 0, bytes: 0 };
      sizes.set(execution.workflowId, { events: earlier.events + size.events, bytes: earlier.bytes + size.bytes });
    }
    return sizes;
  } finally {
    await connection.close();
  }
}
