import type { DesignationFile, Next } from '../procedure';

/** 省级归档. As the archive of the nation, for what ended at the province. */
export async function provincialArchive(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('provincial-archive');
  switch (outcome) {
    case 'accepted':
      return file.rest();
  }
}
