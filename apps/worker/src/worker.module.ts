import { Module, type DynamicModule } from '@nestjs/common';
import type { Environment } from '../../../libs/platform/env';
import type { Logger } from '../../../libs/platform/log';
import { assemble } from './assemble';
import { bundlePath } from './temporal/bundle-path';
import { WorkerProcess } from './worker-process';

@Module({})
export class WorkerModule {
  static of(env: Environment, log: Logger): DynamicModule {
    return {
      module: WorkerModule,
      providers: [{ provide: WorkerProcess, useFactory: () => assemble(env, log, bundlePath) }],
    };
  }
}
