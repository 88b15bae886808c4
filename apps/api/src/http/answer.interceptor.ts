import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { map, type Observable } from 'rxjs';
import { endpointKey, type Endpoint } from './endpoint';

/** Answers pass their schema on the way out: nothing leaves that the contract does not name. */
@Injectable()
export class AnswerInterceptor implements NestInterceptor {
  constructor(@Inject(Reflector) private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const endpoint = this.reflector.get<Endpoint | undefined>(endpointKey, context.getHandler());
    const answer = endpoint?.answer;
    if (!answer || typeof answer === 'string' || 'sentByItself' in answer) return next.handle();
    return next.handle().pipe(map((value: unknown) => answer.parse(value)));
  }
}
