// Serves the files of a folder.
#ifndef ASSAY_SERVER_HTTP_STATIC_FILES_H_
#define ASSAY_SERVER_HTTP_STATIC_FILES_H_

#include <filesystem>
#include <optional>
#include <string>

#include "server/http/message.h"

namespace assay::http {

class StaticFiles {
 public:
  // An empty `folder` has no files. Throws std::runtime_error if it is not a folder.
  explicit StaticFiles(const std::filesystem::path& folder);

  // The file for a decoded path ("/assets/app.js"). A path whose last part has no extension and that is no
  // file is a page of the application: index.html. Nothing outside the folder is ever served, whatever the
  // path or a symbolic link says.
  Response Get(const std::string& path, const std::string& if_none_match) const;

 private:
  std::optional<std::filesystem::path> Find(const std::string& path) const;

  std::filesystem::path folder_;  // canonical
};

}  // namespace assay::http

#endif  // ASSAY_SERVER_HTTP_STATIC_FILES_H_
