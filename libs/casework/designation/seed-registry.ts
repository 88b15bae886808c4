import type { Reference } from '../../contracts/reference';
import { bytesOf, newId } from '../../persistence/bytes';
import type { Sql } from '../../persistence/sql';

/** Enters the centers designated before this engine existed; what is there already stays. */
export async function seedRegistry(sql: Sql, reference: Reference): Promise<void> {
  const centers = [...reference.nationalCenters.centers, ...reference.regionalCenters.centers];
  for (const center of centers) {
    const first = center.documents[0];
    const date = center.date ?? first?.date ?? null;
    await sql.run(
      `INSERT IGNORE INTO center (id, code, kind, specialty, name_zh, name_en, hosts, province, designated_on, document_number, basis)
       VALUES (?,?,?,?,?,?,?,?,?,?,?)`,
      [
        bytesOf(newId('center')),
        `known-${center.id}`,
        center.kind,
        center.specialty ?? center.category,
        center.name.zh,
        center.name.en,
        JSON.stringify(center.hosts.map((host) => ({ zh: host.name.zh, en: host.name.en ?? host.name.zh }))),
        center.hosts[0]?.province ?? null,
        date !== null && date.length === 10 ? date : null,
        first?.number ?? null,
        center.basis,
      ],
    );
  }
}
