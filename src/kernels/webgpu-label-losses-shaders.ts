/**
 * WGSL of the two losses of labels and their gradients, all in one dispatch; softmax-cross-entropy-reference.ts has the
 * formulas, here with weights of 1, or 0 where the label is −1:
 *
 *     loss of a head = 1/n · Σ −log softmax(z)[label]        n rows with a label; 0 when there is none
 *     dz             = share / n · (softmax(z) − one-hot)    of the weighted sum of both heads' losses
 *
 * The gradients need nothing but what the losses have computed: a training step that always wants both so saves two
 * dispatches and their wait.
 */
import type { Shader } from './webgpu-dispatch'

/**
 * One head's part; `place` is where its loss goes. Rows of label −1 count for nothing. An invocation takes every 256th
 * row, twice: once for the losses, and again for the gradients when the number of rows that count is known. `sums`
 * holds (losses, rows), added in pairs; the barrier after `all` was read keeps the next head from writing there too
 * early.
 */
const headCode = (head: 'Intents' | 'Slots', place: number) => /* wgsl */ `
fn learn${head}(index: u32) {
  let classes = sizes.classes${head};
  var sum = vec2<f32>();
  for (var row = i32(index); row < sizes.rows${head}; row += 256) {
    if (labels${head}[row] < 0) { continue; }
    let start = row * classes;
    let n = normaliser${head}(start);
    sum += vec2<f32>(log(n.y) + n.x - logits${head}[start + labels${head}[row]], 1.0);
  }
  sums[index] = sum;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half /= 2u) {
    if (index < half) { sums[index] += sums[index + half]; }
    workgroupBarrier();
  }
  let all = sums[0];
  workgroupBarrier();
  if (index == 0u) { losses[${place}] = all.x / max(all.y, 1.0); }
  let scale = sizes.share${head} / max(all.y, 1.0);
  for (var row = i32(index); row < sizes.rows${head}; row += 256) {
    let start = row * classes;
    let label = labels${head}[row];
    if (label < 0) {
      for (var k = 0; k < classes; k++) { d${head}[start + k] = 0.0; }
      continue;
    }
    let n = normaliser${head}(start);
    for (var k = 0; k < classes; k++) {
      d${head}[start + k] = scale * (exp(logits${head}[start + k] - n.x) / n.y - select(0.0, 1.0, k == label));
    }
  }
}

/** The largest logit of a row, and the sum of exp(logit − largest). */
fn normaliser${head}(start: i32) -> vec2<f32> {
  var largest = logits${head}[start];
  for (var k = 1; k < sizes.classes${head}; k++) { largest = max(largest, logits${head}[start + k]); }
  var total = 0.0;
  for (var k = 0; k < sizes.classes${head}; k++) { total += exp(logits${head}[start + k] - largest); }
  return vec2<f32>(largest, total);
}
`

/**
 * Mean cross-entropies of both heads, their weighted sum before them, and the gradients of that sum for the logits.
 * One workgroup: a batch has too few rows for more to pay. A head without classes has the loss 0.
 */
export const LABEL_LOSSES: Shader = {
  name: 'skillet-label-losses',
  access: ['read', 'read', 'read', 'read', 'write', 'write', 'write'],
  code: /* wgsl */ `
struct Sizes {
  rowsIntents: i32, classesIntents: i32, shareIntents: f32,
  rowsSlots: i32, classesSlots: i32, shareSlots: f32,
}
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> logitsIntents: array<f32>;
@group(0) @binding(2) var<storage, read> labelsIntents: array<i32>;
@group(0) @binding(3) var<storage, read> logitsSlots: array<f32>;
@group(0) @binding(4) var<storage, read> labelsSlots: array<i32>;
@group(0) @binding(5) var<storage, read_write> losses: array<f32>;
@group(0) @binding(6) var<storage, read_write> dIntents: array<f32>;
@group(0) @binding(7) var<storage, read_write> dSlots: array<f32>;
var<workgroup> sums: array<vec2<f32>, 256>;
${headCode('Intents', 1)}
${headCode('Slots', 2)}
@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) index: u32) {
  learnIntents(index);
  learnSlots(index);
  if (index == 0u) { losses[0] = sizes.shareIntents * losses[1] + sizes.shareSlots * losses[2]; }
}
`,
}

/**
 * Multiplies by the first number of `dy`: the saved gradients are those for dy = [1, 0, 0], and another first number
 * scales them. One invocation a number.
 */
export const SCALE_BY_FIRST: Shader = {
  name: 'skillet-scale-by-first',
  access: ['read', 'read', 'write'],
  code: /* wgsl */ `
struct Sizes { count: i32, stride: i32 }
@group(0) @binding(0) var<uniform> sizes: Sizes;
@group(0) @binding(1) var<storage, read> dy: array<f32>;
@group(0) @binding(2) var<storage, read> x: array<f32>;
@group(0) @binding(3) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(256)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  let i = i32(id.y) * sizes.stride + i32(id.x);
  if (i < sizes.count && i32(id.x) < sizes.stride) { y[i] = dy[0] * x[i]; }
}
`,
}
