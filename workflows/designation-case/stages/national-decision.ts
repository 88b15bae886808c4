import type { DesignationFile, Next } from '../procedure';

/** 国家审定. The nation proposes designation, which the public then sees, or declines with reasons. */
export async function nationalDecision(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('national-decision');
  switch (outcome) {
    case 'propose-designation':
      return 'public-notice';
    case 'decline':
      return file.close('declined');
    case 'lapsed':
      return file.close('lapsed');
  }
}
