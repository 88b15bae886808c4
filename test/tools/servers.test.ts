/** @jest-environment ./test/tools/environment.js */
import { connect, type Socket } from 'node:net';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { Connection } from '@temporalio/client';
import { loadStack } from '../../tools/up/load';

const { startServers } = loadStack();
type Servers = Awaited<ReturnType<typeof startServers>>;

describe('private servers', () => {
  let servers: Servers;

  beforeAll(async () => {
    servers = await startServers();
  });

  afterAll(() => servers.stop());

  async function connectTo(url: string) {
    return createConnection({ uri: url, connectTimeout: 5000 });
  }

  it('give the application no right but those the migration account grants', async () => {
    const { appUrl, migrationUrl } = await servers.createDatabase('rights');
    const migration = await connectTo(migrationUrl);
    await migration.query('CREATE TABLE event (seq INT PRIMARY KEY)');
    await migration.query("GRANT SELECT, INSERT ON event TO 'rights_app'");
    const app = await connectTo(appUrl);
    await app.query('INSERT INTO event VALUES (1)');
    await expect(app.query('DELETE FROM event')).rejects.toMatchObject({ code: 'ER_TABLEACCESS_DENIED_ERROR' });
    await expect(app.query('CREATE TABLE other (id INT)')).rejects.toMatchObject({
      code: 'ER_TABLEACCESS_DENIED_ERROR',
    });
    await Promise.all([migration.end(), app.end()]);
  });

  it('refuse root without its password', async () => {
    const withoutPassword = servers.rootUrl.replace(/\/\/root:[^@]*@/, '//root@');
    await expect(connectTo(withoutPassword)).rejects.toMatchObject({ code: 'ER_ACCESS_DENIED_ERROR' });
  });

  it('keep to the settings the record relies on', async () => {
    const root = await connectTo(servers.rootUrl);
    const names = [
      'transaction_isolation',
      'tx_isolation',
      'innodb_flush_log_at_trx_commit',
      'time_zone',
      'character_set_server',
    ];
    const [rows] = await root.query('SHOW GLOBAL VARIABLES WHERE variable_name IN (?)', [names]);
    const settings = Object.fromEntries(
      (rows as { Variable_name: string; Value: string }[]).map((row) => [row.Variable_name, row.Value]),
    );
    expect(settings.transaction_isolation ?? settings.tx_isolation).toBe('READ-COMMITTED');
    expect(settings).toMatchObject({
      innodb_flush_log_at_trx_commit: '1',
      time_zone: '+00:00',
      character_set_server: 'utf8mb4',
    });
    await root.end();
  });

  it('leave the temporary tables of other database servers alone when they start', async () => {
    const stranger = join(tmpdir(), `#sql-temptable-of-another-${String(process.pid)}.MAI`);
    writeFileSync(stranger, '');
    try {
      const killed = await servers.kill('mariadb');
      await servers.child('mariadb').running(killed);
      expect(existsSync(stranger)).toBe(true);
    } finally {
      rmSync(stranger, { force: true });
    }
  });

  it('bring the database back on its port, with what was committed, after kill -9', async () => {
    const { migrationUrl } = await servers.createDatabase('survivor');
    const before = await connectTo(migrationUrl);
    before.on('error', () => undefined);
    await before.query('CREATE TABLE kept (id INT PRIMARY KEY)');
    await before.query('INSERT INTO kept VALUES (7)');
    const killed = await servers.kill('mariadb');
    await servers.child('mariadb').running(killed);
    const after = await connectTo(migrationUrl);
    expect((await after.query('SELECT id FROM kept'))[0]).toEqual([{ id: 7 }]);
    expect((await servers.createDatabase('survivor')).migrationUrl).toBe(migrationUrl);
    await after.end();
  });

  it('bring Temporal back at its address after kill -9', async () => {
    const killed = await servers.kill('temporal');
    await servers.child('temporal').running(killed);
    const connection = await Connection.connect({ address: servers.temporalAddress });
    const { namespaceInfo } = await connection.workflowService.describeNamespace({ namespace: 'default' });
    expect(namespaceInfo?.name).toBe('default');
    await connection.close();
  });

  it('run beside others, and leave neither process nor data', async () => {
    const others = await startServers();
    const port = Number(others.temporalAddress.split(':')[1]);
    expect(others.temporalAddress).not.toBe(servers.temporalAddress);
    await others.stop();
    expect(existsSync(others.dataDir)).toBe(false);
    expect(await accepts(port)).toBe(false);
    expect(Object.keys(servers.pids).sort()).toEqual(['mariadb', 'supervisor', 'temporal']);
  });
});

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket: Socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
