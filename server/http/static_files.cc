#include "server/http/static_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>
#include <system_error>

namespace assay::http {
namespace {

namespace fs = std::filesystem;

constexpr uintmax_t kMaxFile = uintmax_t{32} << 20;

std::string TypeOf(const fs::path& file) {
  static const std::map<std::string, std::string> types = {
      {".css", "text/css; charset=utf-8"},
      {".html", "text/html; charset=utf-8"},
      {".ico", "image/x-icon"},
      {".js", "text/javascript; charset=utf-8"},
      {".json", "application/json"},
      {".map", "application/json"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".png", "image/png"},
      {".svg", "image/svg+xml"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".webp", "image/webp"},
      {".woff2", "font/woff2"},
  };
  const auto found = types.find(file.extension().string());
  return found == types.end() ? "application/octet-stream" : found->second;
}

bool IsInside(const fs::path& file, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), file.begin(), file.end()).first == folder.end();
}

// The bundler ends the names of what is in assets/ with a hash of the content: "app-Ab3dEf9h.js".
bool NameChangesWithContent(const fs::path& relative) {
  constexpr size_t kHash = 8;
  const std::string file = relative.filename().string();
  const std::string name = file.substr(0, file.find('.'));
  return *relative.begin() == "assets" && name.size() > kHash && name[name.size() - kHash - 1] == '-';
}

}  // namespace

StaticFiles::StaticFiles(const fs::path& folder) {
  if (folder.empty()) return;
  std::error_code error;
  folder_ = fs::canonical(folder, error);
  if (error || !fs::is_directory(folder_, error)) {
    throw std::runtime_error(fmt::format("the dashboard's folder {} is not there", folder.string()));
  }
}

std::optional<fs::path> StaticFiles::Find(const std::string& path) const {
  if (path.find('\0') != std::string::npos || !path.starts_with('/')) return std::nullopt;
  std::error_code error;
  const fs::path file = fs::canonical(folder_ / fs::path(path).relative_path(), error);
  if (error || !IsInside(file, folder_) || !fs::is_regular_file(file, error)) return std::nullopt;
  return file;
}

Response StaticFiles::Get(const std::string& path, const std::string& if_none_match) const {
  if (folder_.empty())
    return Error(404, "there is no such page: this server serves no dashboard, only /api/v1");
  std::optional<fs::path> file = Find(path);
  if (!file && !fs::path(path).has_extension() && path.find("..") == std::string::npos)
    file = Find("/index.html");
  if (!file) return Error(404, "there is no such page");

  std::error_code error;
  const uintmax_t bytes = fs::file_size(*file, error);
  const auto changed = fs::last_write_time(*file, error).time_since_epoch().count();
  if (error || bytes > kMaxFile) return Error(404, "there is no such page");
  const std::string tag = fmt::format("\"{:x}-{:x}\"", bytes, changed);
  Response response;
  response.content_type = TypeOf(*file);
  response.headers = {{"ETag", tag},
                      {"Cache-Control", NameChangesWithContent(file->lexically_relative(folder_))
                                            ? "public, max-age=31536000, immutable"
                                            : "no-cache"}};
  if (if_none_match.find(tag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  std::ifstream stream(*file, std::ios::binary);
  std::string content(bytes, '\0');
  if (!stream.read(content.data(), static_cast<std::streamsize>(bytes))) {
    return Error(404, "there is no such page");
  }
  response.body = std::move(content);
  return response;
}

}  // namespace assay::http
