export const loggerToken = Symbol('logger');
