import type { DesignationFile, Next } from '../procedure';

/** 省级审核推荐. The province recommends the hospital to the nation, or ends the case with reasons. */
export async function provincialRecommendation(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('provincial-recommendation');
  switch (outcome) {
    case 'recommended':
      return 'submission';
    case 'not-recommended':
      return file.close('not-recommended');
    case 'lapsed':
      return file.close('lapsed');
  }
}
