/** Every post of the training data that the matrix of routes walks, by the name of how it stands to its two cases. */
export const posts = {
  nobody: null,
  preparer: 'h41a.preparer',
  signatory: 'h41a.signatory',
  'other-hospital-preparer': 'h41b.preparer',
  'other-hospital-signatory': 'h41b.signatory',
  'province-handler': 'henan.handler1',
  'province-checker': 'henan.checker',
  'province-signatory': 'henan.signatory',
  'province-manager': 'henan.manager',
  'province-division-head': 'henan.division',
  'province-department-head': 'henan.department',
  'province-leader': 'henan.leader',
  'other-province-handler': 'guangdong.handler1',
  'other-province-signatory': 'guangdong.signatory',
  'nation-handler': 'nhc.handler1',
  'nation-checker': 'nhc.checker',
  'nation-signatory': 'nhc.signatory',
  'nation-manager': 'nhc.manager',
  'nation-division-head': 'nhc.division',
  'nation-department-head': 'nhc.department',
  'nation-leader': 'nhc.leader',
  'seated-expert': 'expert.henan1',
  'other-expert': 'expert.henan5',
  archivist: 'archive.archivist',
  'system-admin': 'ops.system',
  'security-admin': 'ops.security',
  auditor: 'ops.auditor',
} as const;
export type PostName = keyof typeof posts;

export const hospital: PostName[] = ['preparer', 'signatory'];
export const aboveProvince: PostName[] = ['province-division-head', 'province-department-head', 'province-leader'];
export const aboveNation: PostName[] = ['nation-division-head', 'nation-department-head', 'nation-leader'];
export const province: PostName[] = [
  'province-handler',
  'province-checker',
  'province-signatory',
  'province-manager',
  ...aboveProvince,
];
export const nation: PostName[] = [
  'nation-handler',
  'nation-checker',
  'nation-signatory',
  'nation-manager',
  ...aboveNation,
];
export const importers: PostName[] = [
  'province-handler',
  'province-signatory',
  'other-province-handler',
  'other-province-signatory',
  'nation-handler',
  'nation-signatory',
];
export const managers: PostName[] = ['province-manager', 'nation-manager'];
export const administrators: PostName[] = ['system-admin', 'security-admin', 'auditor'];
export const everybody = Object.keys(posts) as PostName[];
export const signedIn = everybody.filter((post) => post !== 'nobody');
