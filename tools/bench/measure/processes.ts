import { readFileSync } from 'node:fs';

export interface ProcessState {
  pid: number;
  cpuMs: number;
  /** Resident memory now, and at its highest. */
  rssMb: number;
  peakRssMb: number;
}

/** `getconf CLK_TCK` is 100 on every Linux that Node runs on. */
const MS_PER_TICK = 10;

/** CPU time and memory of processes from /proc; a process that is gone, or a system without /proc, is left out. */
export function processStates(pids: Readonly<Record<string, number>>): Record<string, ProcessState> {
  const states: Record<string, ProcessState> = {};
  for (const [name, pid] of Object.entries(pids)) {
    const state = stateOf(pid);
    if (state) states[name] = state;
  }
  return states;
}

function stateOf(pid: number): ProcessState | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    // The name in brackets may contain spaces: fields are counted after its end.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    const megabytes = (key: string): number =>
      Math.round(Number(new RegExp(`${key}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
    const cpuMs = (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
    return { pid, cpuMs, rssMb: megabytes('VmRSS'), peakRssMb: megabytes('VmHWM') };
  } catch {
    return undefined;
  }
}

/** CPU milliseconds each process used between two states; one that was restarted in between is left out. */
export function cpuBetween(
  before: Record<string, ProcessState>,
  after: Record<string, ProcessState>,
): Record<string, number> {
  const used: Record<string, number> = {};
  for (const [name, state] of Object.entries(after)) {
    const earlier = before[name];
    if (earlier?.pid === state.pid) used[name] = state.cpuMs - earlier.cpuMs;
  }
  return used;
}
