// Scratch memory: a stack of its own for each thread, in memory that the host has taken from the allocator of
// TensorFlow.js's WASM module. We import that module's memory, so nothing here may own static data.

/** Where the next block begins, and where this thread's scratch ends; variables of one instance, hence of one thread. */
let top: usize = 0
let end: usize = 0

/** Gives this thread its scratch; the host sees to it that it is large enough for what is called next. */
export function setScratch(start: usize, bytes: usize): void {
  top = (start + 63) & ~63
  end = start + bytes
}

/** 64-byte aligned scratch (a cache line), to be released in the opposite order; traps when there is too little. */
export function take(bytes: usize): usize {
  const block = top
  top = (top + bytes + 63) & ~63
  if (top > end) unreachable()
  return block
}

/** Gives back a block and all that was taken after it. */
// @ts-ignore: decorator
@inline
export function release(block: usize): void {
  top = block
}

/** `count` floats. */
// @ts-ignore: decorator
@inline
export function takeFloats(count: i32): usize {
  return take(<usize>count << 2)
}
