import type { DesignationFile, Next } from '../procedure';

/** 省级评估. The province’s experts evaluate; their report goes to those who recommend. */
export async function provincialEvaluation(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('provincial-evaluation');
  switch (outcome) {
    case 'reported':
      return 'provincial-recommendation';
    case 'lapsed':
      return file.close('lapsed');
  }
}
