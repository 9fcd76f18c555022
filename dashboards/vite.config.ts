import { defineConfig } from "vite";

// In development the pages come from Vite and the data from a running `assay serve`.
const server = process.env["ASSAY_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  server: { host: "127.0.0.1", proxy: { "/api": server } },
  build: { target: "es2022", modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
});
