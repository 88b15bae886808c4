import type { DesignationFile, Next } from '../procedure';

/** 省级受理. The province takes the declaration in, or refuses it with reasons. */
export async function provincialIntake(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('provincial-intake');
  switch (outcome) {
    case 'accepted':
      return 'provincial-evaluation';
    case 'not-accepted':
      return file.close('not-accepted');
    case 'lapsed':
      return file.close('lapsed');
  }
}
