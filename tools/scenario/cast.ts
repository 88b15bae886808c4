import type { Role } from '../../libs/contracts/posts';
import type { TrainingAccounts } from '../../libs/contracts/api/session';
import { Desk, type DeskOptions } from './desk';
import { Exchange } from './exchange';

type Account = TrainingAccounts['items'][number];

/** The bodies of one case, by the first word of their training accounts. */
export interface Parties {
  hospital: string;
  province: string;
  /** First letters of the province's experts, and how many sit. */
  provincialExperts: { prefix: string; seats: number };
  nationalExperts: { prefix: string; seats: number };
}

export const parties = {
  henan: partiesOf('h41a', 'henan'),
  henanSecond: partiesOf('h41b', 'henan'),
  guangdong: partiesOf('h44a', 'guangdong'),
  guangdongSecond: partiesOf('h44b', 'guangdong'),
  beijing: partiesOf('h11a', 'beijing'),
  sichuan: partiesOf('h51a', 'sichuan'),
} satisfies Record<string, Parties>;

function partiesOf(hospital: string, province: string): Parties {
  return {
    hospital,
    province,
    provincialExperts: { prefix: `expert.${province}`, seats: 3 },
    nationalExperts: { prefix: 'expert.n', seats: 5 },
  };
}

/** Everyone of the training data, each at a desk of their own. Signs in at first use and stays signed in. */
export class Cast {
  private readonly desks = new Map<string, Promise<Desk>>();

  private constructor(
    readonly exchange: Exchange,
    private readonly accounts: ReadonlyMap<string, Account>,
    private readonly options: DeskOptions,
  ) {}

  /** Reads the accounts the stack offers. Refused outside training. */
  static async meet(url: string, options: DeskOptions = {}, connections = 64): Promise<Cast> {
    const exchange = new Exchange(url, connections);
    const { items } = await new Desk(exchange, options).get<TrainingAccounts>(
      '/training/accounts',
      '/training/accounts',
    );
    return new Cast(exchange, new Map(items.map((account) => [account.username, account])), options);
  }

  desk(username: string): Promise<Desk> {
    let desk = this.desks.get(username);
    if (!desk) {
      desk = this.seat(this.account(username));
      this.desks.set(username, desk);
    }
    return desk;
  }

  account(username: string): Account {
    const account = this.accounts.get(username);
    if (!account) throw new Error(`no training account ${username}`);
    return account;
  }

  /** User names of the first `seats` experts of a pool, in order. */
  experts(pool: { prefix: string; seats: number }): string[] {
    const found = [...this.accounts.keys()].filter((name) => name.startsWith(pool.prefix)).sort();
    const named = found.filter((name) => /^\d+$/.test(name.slice(pool.prefix.length)));
    if (named.length < pool.seats) throw new Error(`pool ${pool.prefix} has ${String(named.length)} experts`);
    return named.slice(0, pool.seats);
  }

  /** User names that hold a role. */
  holders(role: Role): string[] {
    return [...this.accounts.values()].filter((account) => account.role === role).map((account) => account.username);
  }

  close(): void {
    this.exchange.close();
  }

  private async seat(account: Account): Promise<Desk> {
    const desk = new Desk(this.exchange, this.options);
    await desk.signIn({ username: account.username, password: account.password });
    return desk;
  }
}
