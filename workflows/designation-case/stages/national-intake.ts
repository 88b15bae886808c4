import type { DesignationFile, Next } from '../procedure';

/** 国家形式审查. The nation checks the form of what the province sent. */
export async function nationalIntake(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('national-intake');
  switch (outcome) {
    case 'accepted':
      return 'national-review';
    case 'lapsed':
      return file.close('lapsed');
  }
}
