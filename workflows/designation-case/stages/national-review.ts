import type { DesignationFile, Next } from '../procedure';

/** 国家评审. The nation’s experts evaluate, meet and vote. */
export async function nationalReview(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('national-review');
  switch (outcome) {
    case 'voted':
      return 'national-decision';
    case 'lapsed':
      return file.close('lapsed');
  }
}
