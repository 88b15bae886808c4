import * as z from 'zod';
import { problem } from '../../../../libs/contracts/api/values';
import { programVersion } from '../audit/version';
import { allEndpoints, pathOf, type Endpoint } from './endpoint';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return rest;
};

/** The OpenAPI 3.1 document, made from the endpoints' own schemas. */
export function openApiDocument(): Json {
  const paths: Record<string, Json> = {};
  const endpoints = [...allEndpoints()].sort((a, b) => (pathOf(a) + a.method < pathOf(b) + b.method ? -1 : 1));
  for (const endpoint of endpoints) {
    const path = pathOf(endpoint).replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'medical-center-review',
      version: programVersion,
      description:
        'Declaration and review of National Medical Centers and National Regional Medical Centers. An independent engine, not the official system.',
    },
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'mcr_session' } },
    },
    paths,
  };
}

function operationOf(endpoint: Endpoint): Json {
  const { permission } = endpoint;
  return {
    summary: endpoint.summary,
    ...(permission === 'public' ? {} : { security: [{ session: [] }] }),
    ...(typeof permission === 'object' ? { 'x-roles': permission.roles } : {}),
    ...(endpoint.trainingOnly ? { 'x-training-only': true } : {}),
    parameters: [
      ...parametersOf(endpoint.params, 'path'),
      ...parametersOf(endpoint.query, 'query'),
      ...headersOf(endpoint),
    ],
    ...bodyOf(endpoint),
    responses: {
      [String(endpoint.status ?? 200)]: answerOf(endpoint),
      default: {
        description: 'A refusal or a fault',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function parametersOf(schema: z.ZodType | undefined, where: 'path' | 'query'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function headersOf(endpoint: Endpoint): Json[] {
  const header = (name: string) => ({ name, in: 'header', required: true, schema: { type: 'string' } });
  const mutating = endpoint.method !== 'GET' && endpoint.permission !== 'public';
  return [...(mutating ? [header('X-CSRF-Token')] : []), ...(endpoint.once ? [header('Idempotency-Key')] : [])];
}

function bodyOf(endpoint: Endpoint): Json {
  if (endpoint.upload) {
    return {
      requestBody: {
        required: endpoint.method === 'PATCH',
        content: { 'application/offset+octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    };
  }
  if (!endpoint.body) return {};
  return {
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } } },
  };
}

function answerOf(endpoint: Endpoint): Json {
  if (endpoint.answer === 'nothing') return { description: 'Done' };
  if (endpoint.answer === 'file') {
    return {
      description: 'The file',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    };
  }
  const schema = 'sentByItself' in endpoint.answer ? endpoint.answer.sentByItself : endpoint.answer;
  return { description: 'Done', content: { 'application/json': { schema: schemaOf(schema, 'output') } } };
}
