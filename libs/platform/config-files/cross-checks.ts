import { basename, dirname } from 'node:path';
import type { Programme } from '../../contracts/programme';
import type { Reference, Training } from '../../contracts/reference';
import type { Standard } from '../../contracts/standard';
import type { ConfigProblem } from './config-error';
import type { ConfigFile } from './config-file';

/** Every file as it was read, before the checks across files. */
export interface OpenedConfig {
  programmes: ConfigFile<Programme>[];
  standards: ConfigFile<Standard>[];
  reference: { [K in keyof Reference]: ConfigFile<Reference[K]> };
  training: ConfigFile<Training>;
}

/** Problems that only show when files are held against each other: names that lead nowhere, things given twice. */
export function crossProblems(config: OpenedConfig): ConfigProblem[] {
  return [
    ...programmeProblems(config),
    ...standardProblems(config),
    ...codeProblems(config),
    ...trainingProblems(config),
  ];
}

function programmeProblems({ programmes, standards, reference }: OpenedConfig): ConfigProblem[] {
  const specialties = new Set(reference.specialties.value.specialties.map((row) => row.slug));
  const problems: ConfigProblem[] = [];
  for (const { file, value, problem } of programmes) {
    const place = `${value.code}/${value.version}`;
    if (programmePlace(file) !== place) problems.push(problem(['version'], `belongs in ${place}.yaml`));
    if (!specialties.has(value.specialty)) problems.push(problem(['specialty'], `no specialty ${value.specialty}`));
    const standard = standards.find((row) => row.value.id === value.standard)?.value;
    if (standard === undefined) problems.push(problem(['standard'], `no standard ${value.standard}`));
    else if (standard.template) problems.push(problem(['standard'], `${value.standard} is an empty template`));
    else if (standard.specialty !== value.specialty || standard.centerKind !== value.kind) {
      problems.push(problem(['standard'], `${value.standard} is for ${standard.centerKind} ${standard.specialty}`));
    }
  }
  return problems;
}

function standardProblems({ standards, reference }: OpenedConfig): ConfigProblem[] {
  const specialties = new Set(reference.specialties.value.specialties.map((row) => row.slug));
  const seen = new Set<string>();
  const problems: ConfigProblem[] = [];
  for (const { file, value, problem } of standards) {
    if (seen.has(value.id)) problems.push(problem(['id'], `${value.id} twice`));
    seen.add(value.id);
    if (!value.template && basename(file) !== `${value.id}.json`) {
      problems.push(problem(['id'], `belongs in ${value.id}.json`));
    }
    if (!specialties.has(value.specialty)) problems.push(problem(['specialty'], `no specialty ${value.specialty}`));
  }
  return problems;
}

/** Codes of provinces and regions, wherever reference data uses them. */
function codeProblems({ reference }: OpenedConfig): ConfigProblem[] {
  const { regions, waves, jointConstruction, nationalCenters, regionalCenters, projectHospitals } = reference;
  const provinces = new Set(regions.value.provinces.map((row) => row.code));
  const known = new Set(regions.value.regions.map((row) => row.code));
  const problems: ConfigProblem[] = [];
  regions.value.provinces.forEach((row, i) => {
    if (!known.has(row.region)) problems.push(regions.problem(['provinces', i, 'region'], `no region ${row.region}`));
  });
  waves.value.waves.forEach((row, i) => {
    row.provinces.forEach((code, j) => {
      if (!provinces.has(code)) problems.push(waves.problem(['waves', i, 'provinces', j], `no province ${code}`));
    });
  });
  jointConstruction.value.batches.forEach((row, i) => {
    row.provinces.forEach((code, j) => {
      if (provinces.has(code)) return;
      problems.push(jointConstruction.problem(['batches', i, 'provinces', j], `no province ${code}`));
    });
  });
  for (const centers of [nationalCenters, regionalCenters]) {
    centers.value.centers.forEach((row, i) => {
      if (row.region !== null && !known.has(row.region)) {
        problems.push(centers.problem(['centers', i, 'region'], `no region ${row.region}`));
      }
    });
  }
  projectHospitals.value.projects.forEach((row, i) => {
    if (provinces.has(row.province)) return;
    problems.push(projectHospitals.problem(['projects', i, 'province'], `no province ${row.province}`));
  });
  return problems;
}

function trainingProblems({ reference, training }: OpenedConfig): ConfigProblem[] {
  const provinces = new Set(reference.regions.value.provinces.map((row) => row.code));
  const problems: ConfigProblem[] = [];
  training.value.organisations.forEach((row, i) => {
    if (row.province === null || provinces.has(row.province)) return;
    problems.push(training.problem(['organisations', i, 'province'], `no province ${row.province}`));
  });
  for (const code of provinces) {
    const commissions = training.value.organisations.filter((row) => row.kind === 'province' && row.province === code);
    if (commissions.length === 1) continue;
    problems.push(training.problem(['organisations'], `${commissions.length} commissions of province ${code}`));
  }
  return problems;
}

/** Where a programme version belongs: `<code>/<version>.yaml`. */
function programmePlace(file: string): string {
  return `${basename(dirname(file))}/${basename(file).replace(/\.ya?ml$/, '')}`;
}
