import type { DesignationFile, Next } from '../procedure';

/** 申报. The hospital declares; its head’s signature sends the declaration to the province. */
export async function declaration(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('declaration');
  switch (outcome) {
    case 'signed':
      return 'provincial-intake';
  }
}
