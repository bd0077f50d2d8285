// Scratch memory from the allocator of TensorFlow.js's own WASM module, whose memory this module imports:
// tensors are read and written where they lie, and nothing here may own static data.

@external("env", "malloc")
declare function malloc(bytes: usize): usize

@external("env", "free")
declare function free(pointer: usize): void

/** 64-byte aligned scratch (a cache line); traps when memory has run out. */
export function take(bytes: usize): usize {
  const raw = malloc(bytes + 64)
  if (raw == 0) unreachable()
  const aligned = (raw + 64) & ~63
  store<usize>(aligned - sizeof<usize>(), raw)
  return aligned
}

export function release(pointer: usize): void {
  free(load<usize>(pointer - sizeof<usize>()))
}

/** `count` floats. */
// @ts-ignore: decorator
@inline
export function takeFloats(count: i32): usize {
  return take(<usize>count << 2)
}
