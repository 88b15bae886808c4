import type { DesignationFile, Next } from '../procedure';

/** 上报. The province sends its outgoing paper to the nation. */
export async function submission(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('submission');
  switch (outcome) {
    case 'submitted':
      return 'national-intake';
    case 'lapsed':
      return file.close('lapsed');
  }
}
