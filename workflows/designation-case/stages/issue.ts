import type { DesignationFile, Next } from '../procedure';

/** 印发. The notice of designation is issued and forwarded to the hospital: the case is closed as designated. */
export async function issue(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('issue');
  switch (outcome) {
    case 'forwarded':
      return file.close('designated');
  }
}
