import type { DesignationFile, Next } from '../procedure';

/** 归档. The closed case is compiled by the nation’s handler and accepted by its archivist; a supplement begins it again. */
export async function archive(file: DesignationFile): Promise<Next> {
  const outcome = await file.stage('archive');
  switch (outcome) {
    case 'accepted':
      return file.rest();
  }
}
