/// The names that every JavaScript or TypeScript file knows.
enum BuiltInNames {
  /// What Node.js and browsers give to every file, and the types of TypeScript's own library.
  static let all = Set(
    """
    AbortController AbortSignal AggregateError Array ArrayBuffer ArrayLike AsyncGenerator
    AsyncIterable AsyncIterableIterator AsyncIterator Atomics Audio Awaited BigInt BigInt64Array
    BigUint64Array Blob BodyInit Boolean BroadcastChannel Buffer Bun ByteLengthQueuingStrategy
    Capitalize CompressionStream ConstructorParameters CountQueuingStrategy Crypto CryptoKey
    CustomEvent DOMException DataView Date DecompressionStream Deno Document Element Error
    EvalError Event EventTarget Exclude Extract File FileReader FinalizationRegistry
    Float32Array Float64Array FormData Function Generator HTMLAnchorElement HTMLButtonElement
    HTMLCanvasElement HTMLDivElement HTMLElement HTMLFormElement HTMLImageElement
    HTMLInputElement Headers HeadersInit Image Infinity InstanceType Int16Array Int32Array
    Int8Array IntersectionObserver Intl Iterable IterableIterator Iterator JSON JSX
    KeyboardEvent Lowercase Map Math MessageChannel MessageEvent MessagePort MouseEvent
    MutationObserver NaN Node NodeJS NodeList NonNullable Number Object Omit Parameters Partial
    Performance PerformanceEntry PerformanceMark PerformanceMeasure PerformanceObserver
    PerformanceObserverEntryList PerformanceResourceTiming Pick Promise PromiseLike
    PropertyDescriptor PropertyKey Proxy RangeError React ReadableByteStreamController
    ReadableStream ReadableStreamBYOBReader ReadableStreamBYOBRequest
    ReadableStreamDefaultController ReadableStreamDefaultReader Readonly ReadonlyArray
    ReadonlyMap ReadonlySet Record ReferenceError Reflect RegExp Request RequestInit Required
    ResizeObserver Response ResponseInit ReturnType SVGElement Set SharedArrayBuffer Storage
    String SubtleCrypto Symbol SyntaxError TemplateStringsArray TextDecoder TextDecoderStream
    TextEncoder TextEncoderStream ThisType TransformStream TransformStreamDefaultController
    TypeError URIError URL URLSearchParams Uint16Array Uint32Array Uint8Array Uint8ClampedArray
    Uncapitalize Uppercase WeakMap WeakRef WeakSet WebAssembly WebSocket Window Worker
    WritableStream WritableStreamDefaultController WritableStreamDefaultWriter XMLHttpRequest
    __dirname __filename alert any arguments assert async_hooks atob bigint boolean btoa buffer
    cancelAnimationFrame child_process clearImmediate clearInterval clearTimeout cluster confirm
    console constants crypto customElements decodeURI decodeURIComponent define dgram
    diagnostics_channel dns document domain encodeURI encodeURIComponent escape eval events
    exports fetch fs getComputedStyle global globalThis history http http2 https inspector
    isFinite isNaN localStorage location matchMedia module navigator net never number object os
    parseFloat parseInt path perf_hooks performance process prompt punycode querystring
    queueMicrotask readline repl requestAnimationFrame require screen self sessionStorage
    setImmediate setInterval setTimeout stream string string_decoder structuredClone symbol sys
    timers tls trace_events tty undefined unescape unknown url util v8 vm void wasi window
    worker_threads zlib
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
