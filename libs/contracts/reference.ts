import * as z from 'zod';
import { Basis, LocalText, ProvinceCode, Slug } from './basis';
import { organisationKinds, roles } from './posts';
import { ProgrammeKind } from './programme';

/** As precise as the source: `2022`, `2020-07` or `2020-07-07`. */
export const LooseDate = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, 'YYYY, YYYY-MM or YYYY-MM-DD');

/** A public document: cited by title, number and date, never by an address. null means not found. */
export const Instrument = z.strictObject({
  title: LocalText.partial().nullable(),
  number: z.string().nullable(),
  numberBasis: Basis.optional(),
  date: LooseDate.nullable(),
  issuers: z.array(z.string()),
  basis: Basis,
});
export type Instrument = z.infer<typeof Instrument>;

export const Region = z.strictObject({ code: Slug, name: LocalText, basis: Basis, membershipBasis: Basis });
export type Region = z.infer<typeof Region>;

export const Province = z.strictObject({
  code: ProvinceCode,
  /** For user names and file names. */
  slug: z.string().regex(/^[a-z]+$/),
  name: LocalText,
  shortName: LocalText,
  kind: z.enum(['municipality', 'province', 'autonomous-region', 'corps']),
  region: Slug,
  basis: Basis,
  note: z.string().optional(),
});
export type Province = z.infer<typeof Province>;

export const Regions = z.strictObject({
  source: z.string(),
  notes: z.array(z.string()),
  regions: z.array(Region).min(1),
  provinces: z.array(Province).min(1),
});

export const Specialty = z.strictObject({
  slug: Slug,
  name: LocalText,
  aliases: z.array(z.string()),
  in2022Plan: z.boolean().nullable(),
  in2022FocusList: z.boolean(),
  in2017Plan: z.boolean(),
  settingStandard: z
    .strictObject({
      published: z.iso.date(),
      number: z.string().nullable(),
      covers: z.array(ProgrammeKind),
      coversBasis: Basis,
      basis: Basis,
    })
    .nullable(),
  note: z.string().optional(),
  basis: Basis,
});
export type Specialty = z.infer<typeof Specialty>;

export const Specialties = z.strictObject({
  source: z.string(),
  notes: z.array(z.string()),
  dimensions: z.array(z.strictObject({ slug: Slug, name: LocalText, short: z.string(), basis: Basis })),
  specialties: z.array(Specialty).min(1),
});

export const Wave = z.strictObject({
  wave: z.int().min(1),
  date: LooseDate,
  name: LocalText,
  instrument: Instrument.nullable(),
  provinces: z.array(ProvinceCode).min(1),
  source: z.string(),
  note: z.string().optional(),
  basis: Basis,
});
export type Wave = z.infer<typeof Wave>;

export const Waves = z.strictObject({ notes: z.array(z.string()), waves: z.array(Wave).min(1) });

/** 保管期限. `years`: null where a file is kept for ever. */
export const RetentionClasses = z.strictObject({
  notes: z.array(z.string()),
  classes: z
    .array(
      z.strictObject({
        id: Slug,
        name: LocalText,
        years: z.int().min(1).max(200).nullable(),
        source: z.string().min(1).optional(),
        basis: Basis,
      }),
    )
    .min(1),
});

export const CenterHost = z.strictObject({
  /** English hospital names are customary; null where none was found. */
  name: z.strictObject({ zh: z.string(), en: z.string().nullable() }),
  nameEnBasis: Basis,
  role: z.enum(['host', 'joint-host', 'supplement', 'ally']),
  cityZh: z.string().nullable(),
  province: ProvinceCode.nullable(),
  document: z.string().nullable(),
});

export const KnownCenter = z.strictObject({
  id: Slug,
  kind: ProgrammeKind,
  name: LocalText,
  nameEnBasis: Basis,
  category: Slug,
  specialty: Slug.nullable(),
  region: Slug.nullable(),
  hosts: z.array(CenterHost).min(1),
  documents: z.array(
    z.strictObject({
      number: z.string().nullable(),
      date: LooseDate,
      kind: z.enum(['designation', 'addition', 'supplement']),
    }),
  ),
  submissions: z.array(
    z.strictObject({
      number: z.string().nullable(),
      form: z.enum(['请示', '函', '报告']),
      province: ProvinceCode,
      titleZh: z.string().nullable(),
      basis: Basis,
    }),
  ),
  date: LooseDate.nullable(),
  dateTo: LooseDate.nullable(),
  dateKind: z.enum(['decided', 'reported', 'published', 'notice']).nullable(),
  dateBasis: Basis,
  source: z.string(),
  note: z.string().optional(),
  basis: Basis,
});
export type KnownCenter = z.infer<typeof KnownCenter>;

/** Centers designated before this engine existed. Empty lists and null mean not found, never none. */
export const KnownCenters = z.strictObject({ notes: z.array(z.string()), centers: z.array(KnownCenter) });

export const JointConstruction = z.strictObject({
  notes: z.array(z.string()),
  instruments: z.array(Instrument),
  batches: z.array(
    z.strictObject({
      batch: z.int().min(1),
      date: LooseDate,
      event: z.string(),
      provinces: z.array(ProvinceCode).min(1),
      source: z.string(),
      note: z.string().optional(),
      basis: Basis,
    }),
  ),
  target: z.strictObject({ due: z.iso.date(), words: LocalText, note: z.string(), basis: Basis }),
});

const Counted = z.strictObject({ value: z.int().min(0).nullable(), basis: Basis });

export const ProjectBatches = z.strictObject({
  notes: z.array(z.string()),
  batches: z.array(
    z.strictObject({
      batch: z.int().min(1),
      date: LooseDate,
      dateBasis: Basis,
      projects: Counted,
      cumulative: Counted,
      coaching: Counted,
      warning: Counted,
      instrument: Instrument.nullable(),
      newProvinces: z.array(ProvinceCode),
      note: z.string().optional(),
      basis: Basis,
    }),
  ),
  outcomes: z.array(z.strictObject({ code: Slug, name: LocalText, effect: z.string(), basis: Basis })),
});

const ProjectHospitalName = z.strictObject({ zh: z.string(), en: z.string().nullable(), basis: Basis });

export const ProjectHospital = z.strictObject({
  id: Slug,
  province: ProvinceCode,
  zh: z.string().nullable(),
  zhIsShortForm: z.boolean(),
  outputHospital: ProjectHospitalName.nullable(),
  baseHospital: ProjectHospitalName.nullable(),
  specialties: z.array(Slug),
  specialtiesBasis: Basis.optional(),
  subSpecialty: LocalText.nullable(),
  batch: z.int().min(1).nullable(),
  batchBasis: Basis,
  batchCandidates: z.array(z.int()),
  listedWithBatch: z.int().nullable(),
  status: z.enum(['project', 'coaching', 'warning']),
  note: z.string().optional(),
  basis: Basis,
});

/** Output and base hospital pairs that were found; not the official list. */
export const ProjectHospitals = z.strictObject({
  source: z.string(),
  notes: z.array(z.string()),
  projects: z.array(ProjectHospital),
});

/** The holiday notice of one year. `from`–`to` are rest days; make-up days are working days on a weekend. */
export const HolidayNotice = z
  .strictObject({
    year: z.int().min(2000).max(2200),
    source: Instrument,
    holidays: z
      .array(z.strictObject({ slug: Slug, name: LocalText, from: z.iso.date(), to: z.iso.date(), basis: Basis }))
      .min(1),
    makeUp: z.array(z.strictObject({ date: z.iso.date(), holiday: Slug, basis: Basis })),
    basis: Basis,
  })
  .superRefine((notice, ctx) => {
    const year = String(notice.year);
    const elsewhere = `not in ${year}: days of another year belong to a new version of that year`;
    notice.holidays.forEach((h, i) => {
      if (h.from > h.to) ctx.addIssue({ code: 'custom', path: ['holidays', i, 'to'], message: 'before from' });
      if (!h.to.startsWith(year))
        ctx.addIssue({ code: 'custom', path: ['holidays', i, 'to'], message: `not in ${year}` });
    });
    notice.makeUp.forEach((m, i) => {
      if (!m.date.startsWith(year)) ctx.addIssue({ code: 'custom', path: ['makeUp', i, 'date'], message: elsewhere });
      if (!notice.holidays.some((h) => h.slug === m.holiday)) {
        ctx.addIssue({ code: 'custom', path: ['makeUp', i, 'holiday'], message: `no holiday ${m.holiday}` });
      }
    });
  });
export type HolidayNotice = z.infer<typeof HolidayNotice>;

export const Glossary = z.strictObject({
  terms: z.array(
    z.strictObject({ zh: z.string(), en: z.string(), kind: z.string(), basis: Basis, note: z.string().optional() }),
  ),
});

/** Everything under `config/reference` but the training data, by the file it comes from. */
export const referenceFiles = {
  regions: { file: 'regions.json', schema: Regions },
  specialties: { file: 'specialties.json', schema: Specialties },
  retentionClasses: { file: 'retention-classes.json', schema: RetentionClasses },
  waves: { file: 'waves.json', schema: Waves },
  nationalCenters: { file: 'national-centers.json', schema: KnownCenters },
  regionalCenters: { file: 'regional-centers.json', schema: KnownCenters },
  jointConstruction: { file: 'joint-construction.json', schema: JointConstruction },
  projectBatches: { file: 'project-batches.json', schema: ProjectBatches },
  projectHospitals: { file: 'project-hospitals.json', schema: ProjectHospitals },
  holidays2026: { file: 'holidays-2026.json', schema: HolidayNotice },
  glossary: { file: 'glossary.json', schema: Glossary },
} as const;
export type ReferenceName = keyof typeof referenceFiles;
export type Reference = { [K in ReferenceName]: z.infer<(typeof referenceFiles)[K]['schema']> };

const UserName = z.string().regex(/^[a-z][a-z0-9]*(\.[a-z][a-z0-9]*)?$/, 'lower case, at most one dot');

const TrainingUnit = z.strictObject({
  /** Stable key inside the organisation; posts name it. */
  key: Slug,
  kind: z.enum(['department', 'division']),
  parent: Slug.nullable(),
  name: LocalText,
});

export const TrainingOrganisation = z
  .strictObject({
    /** Stable key inside this file; posts name it. */
    key: Slug,
    kind: z.enum(organisationKinds),
    name: LocalText,
    shortName: LocalText,
    province: ProvinceCode.nullable(),
    /** The body above; listed before its children. */
    parent: Slug.nullable(),
    fictional: z.boolean(),
    basis: Basis,
    /** Parents before their children. */
    units: z.array(TrainingUnit).min(1).optional(),
  })
  .refine(
    (o) => o.province !== null || !['province', 'hospital'].includes(o.kind),
    'a province or hospital has a province',
  );
export type TrainingOrganisation = z.infer<typeof TrainingOrganisation>;

export const TrainingPost = z.strictObject({
  organisation: Slug,
  role: z.enum(roles),
  /** Unit of the organisation; none: of the whole of it. */
  unit: Slug.optional(),
  /** Experts only: whose pool the post puts the person in, a province's code or the nation's. */
  pool: z.union([ProvinceCode, z.literal('nation')]).optional(),
});

/** A role, not a person: names are role words. */
export const TrainingPerson = z.strictObject({
  username: UserName,
  name: LocalText,
  posts: z.array(TrainingPost).min(1),
});
export type TrainingPerson = z.infer<typeof TrainingPerson>;

type Issues = { addIssue(issue: { code: 'custom'; path: PropertyKey[]; message: string }): void };

/** Whatever stands above is listed before: so there are no rings, and seeding needs one pass. */
function checkParents(rows: readonly { key: string; parent: string | null }[], path: PropertyKey[], ctx: Issues): void {
  const known = new Set<string>();
  rows.forEach(({ key, parent }, i) => {
    if (parent !== null && !known.has(parent)) {
      ctx.addIssue({ code: 'custom', path: [...path, i, 'parent'], message: `no ${parent} before it` });
    }
    known.add(key);
  });
}

export const Training = z
  .strictObject({
    notice: LocalText,
    organisations: z.array(TrainingOrganisation).min(1),
    people: z.array(TrainingPerson).min(1),
  })
  .superRefine((training, ctx) => {
    const organisations = new Map(training.organisations.map((o) => [o.key, o]));
    if (organisations.size !== training.organisations.length) {
      ctx.addIssue({ code: 'custom', path: ['organisations'], message: 'a key twice' });
    }
    checkParents(training.organisations, ['organisations'], ctx);
    training.organisations.forEach(({ units }, i) => {
      checkParents(units ?? [], ['organisations', i, 'units'], ctx);
    });
    const names = new Set<string>();
    training.people.forEach((person, i) => {
      if (names.has(person.username)) {
        ctx.addIssue({ code: 'custom', path: ['people', i, 'username'], message: `${person.username} twice` });
      }
      names.add(person.username);
      person.posts.forEach((post, j) => {
        const path = ['people', i, 'posts', j];
        if (!organisations.has(post.organisation)) {
          ctx.addIssue({
            code: 'custom',
            path: [...path, 'organisation'],
            message: `no organisation ${post.organisation}`,
          });
        }
        const units = organisations.get(post.organisation)?.units ?? [];
        if (post.unit !== undefined && !units.some((unit) => unit.key === post.unit)) {
          ctx.addIssue({ code: 'custom', path: [...path, 'unit'], message: `no unit ${post.unit}` });
        }
        if ((post.role === 'expert') !== (post.pool !== undefined)) {
          ctx.addIssue({ code: 'custom', path: [...path, 'pool'], message: 'goes with the post expert' });
        }
      });
    });
  });
export type Training = z.infer<typeof Training>;
