import type { Failure } from './job'

/** Carries an expected failure out of nested calls; it never leaves the worker as an exception. */
export class JobFailure extends Error {
  readonly failure: Failure
  constructor(failure: Omit<Failure, 'kind'>) {
    super(failure.message)
    this.failure = { kind: 'failed', ...failure }
  }
}
