import type { Request, RequestHandler, Response } from 'express';

const tooLong = {
  errors: [{ message: 'The question is too long.', extensions: { code: 'BAD_INPUT' } }],
};
/** Milliseconds in which a client that is still sending can hear that it need not. */
const lingerMs = 2000;

/** Said at once; what still comes is thrown away, and a client that goes on for long is hung up on. */
function refuse(request: Request, response: Response): void {
  response.status(413).json(tooLong);
  const hangUp = setTimeout(() => request.socket.destroy(), lingerMs);
  request.once('close', () => clearTimeout(hangUp));
  request.resume();
}

/** A body reader hears a body out before it says that it is too long; by then a client has held us as long as it liked. */
export const refuseTooLong =
  (limit: number): RequestHandler =>
  (request, response, next) => {
    if (Number(request.get('content-length') ?? 0) > limit) {
      refuse(request, response);
      return;
    }
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > limit && !response.headersSent) refuse(request, response);
    });
    next();
  };
