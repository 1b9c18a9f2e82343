/* SPDX-License-Identifier: MIT */
/*
 * face-opencv DETECTOR.onnx RECOGNIZER.onnx: a provider program for face
 * scores, with OpenCV's FaceDetectorYN (YuNet) and FaceRecognizerSF (SFace).
 * The office supplies the two model files; none come with qctool.
 *
 *   qctool.ini:  [provider.score]
 *                program = /path/face-opencv /path/yunet.onnx /path/sface.onnx
 *
 * It is nobody's licensed comparison: every score says "advisory":true, so
 * that qctool shows it and decides nothing by it.
 *
 * In comes {"id":1,"a":"submission","b":"enrollment photo"} a line, out goes
 * {"id":1,"score":86.2,"advisory":true} or {"id":1,"error":"…"}.
 */
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#include <opencv2/core/version.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/objdetect.hpp>

namespace
{

/* A side longer than this is scaled down: YuNet was trained on small faces. */
constexpr int kLongestSide = 800;
constexpr float kFaceScore = 0.6F, kOverlap = 0.3F;
constexpr int kMostFaces = 50;

/*
 * Cosine of one person's two photos by SFace's authors (OpenCV's tutorial of
 * face detection and recognition): 0.363.  It is put where the platforms have
 * their limit, 80 points.
 */
constexpr double kSameCosine = 0.363, kSamePoints = 80;

double points_of(double cosine)
{
	if (cosine <= 0)
		return 0;
	if (cosine < kSameCosine)
		return cosine / kSameCosine * kSamePoints;
	if (cosine >= 1)
		return 100;
	return kSamePoints +
	       (cosine - kSameCosine) / (1 - kSameCosine) * (100 - kSamePoints);
}

void append_utf8(std::string &out, unsigned code)
{
	if (code < 0x80) {
		out += static_cast<char>(code);
	} else if (code < 0x800) {
		out += static_cast<char>(0xc0 | code >> 6);
		out += static_cast<char>(0x80 | (code & 0x3f));
	} else {
		out += static_cast<char>(0xe0 | code >> 12);
		out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
		out += static_cast<char>(0x80 | (code & 0x3f));
	}
}

/* The text behind "key": of a flat object, as qctool writes it. */
std::string text_of(const std::string &line, const std::string &key)
{
	std::string mark = "\"" + key + "\":\"", out;
	size_t at = line.find(mark);

	if (at == std::string::npos)
		throw std::runtime_error("no \"" + key + "\" in the request");
	for (at += mark.size(); at < line.size() && line[at] != '"'; at++) {
		if (line[at] != '\\' || ++at >= line.size()) {
			out += line[at];
			continue;
		}
		switch (line[at]) {
		case 'n':
			out += '\n';
			break;
		case 't':
			out += '\t';
			break;
		case 'r':
			out += '\r';
			break;
		case 'b':
			out += '\b';
			break;
		case 'f':
			out += '\f';
			break;
		case 'u':
			append_utf8(out, static_cast<unsigned>(std::strtoul(
						 line.substr(at + 1, 4).c_str(),
						 nullptr, 16)));
			at += 4;
			break;
		default:
			out += line[at];
		}
	}
	return out;
}

long id_of(const std::string &line)
{
	size_t at = line.find("\"id\":");

	return at == std::string::npos
		       ? 0
		       : std::strtol(line.c_str() + at + 5, nullptr, 10);
}

/* For a JSON text: what would end it or is a control becomes a blank. */
std::string plain(std::string text)
{
	for (char &c : text)
		if (c == '"' || c == '\\' ||
		    static_cast<unsigned char>(c) < ' ')
			c = ' ';
	return text.substr(0, 100);
}

class Faces
{
      public:
	Faces(const char *detector, const char *recognizer)
	    : detector_(cv::FaceDetectorYN::create(
		      detector, "", cv::Size(320, 320), kFaceScore, kOverlap,
		      kMostFaces)),
	      recognizer_(cv::FaceRecognizerSF::create(recognizer, ""))
	{
	}

	double compare(const std::string &a, const std::string &b)
	{
		cv::Mat one = feature(a, "a"), other = feature(b, "b");

		return recognizer_->match(one, other,
					  cv::FaceRecognizerSF::FR_COSINE);
	}

      private:
	cv::Mat feature(const std::string &path, const char *which)
	{
		cv::Mat picture = cv::imread(path, cv::IMREAD_COLOR);
		cv::Mat faces, face, feature;

		if (picture.empty())
			throw std::runtime_error(std::string("cannot read ") +
						 which);
		int longest = std::max(picture.cols, picture.rows);
		if (longest > kLongestSide) {
			double scale = double(kLongestSide) / longest;
			cv::resize(picture, picture, cv::Size(), scale, scale,
				   cv::INTER_AREA);
		}
		detector_->setInputSize(picture.size());
		detector_->detect(picture, faces);
		if (faces.rows == 0)
			throw std::runtime_error(std::string("no face in ") +
						 which);
		recognizer_->alignCrop(picture, largest(faces), face);
		recognizer_->feature(face, feature);
		return feature.clone();
	}

	/* A row of YuNet: x, y, width, height, five points, score. */
	static cv::Mat largest(const cv::Mat &faces)
	{
		int best = 0;

		for (int i = 1; i < faces.rows; i++)
			if (faces.at<float>(i, 2) * faces.at<float>(i, 3) >
			    faces.at<float>(best, 2) * faces.at<float>(best, 3))
				best = i;
		return faces.row(best);
	}

	cv::Ptr<cv::FaceDetectorYN> detector_;
	cv::Ptr<cv::FaceRecognizerSF> recognizer_;
};

std::string answer(Faces &faces, const std::string &line)
{
	std::string head = "{\"id\":" + std::to_string(id_of(line));
	char score[64];

	try {
		double cosine =
			faces.compare(text_of(line, "a"), text_of(line, "b"));
		std::snprintf(score, sizeof(score),
			      ",\"score\":%.1f,\"advisory\":true}",
			      points_of(cosine));
		return head + score;
	} catch (const std::exception &e) {
		return head + ",\"error\":\"" + plain(e.what()) + "\"}";
	}
}

} // namespace

int main(int argc, char **argv)
{
	std::string line;

	if (argc != 3) {
		std::cerr << "usage: face-opencv DETECTOR.onnx "
			     "RECOGNIZER.onnx\n";
		return 2;
	}
	try {
		Faces faces(argv[1], argv[2]);

		std::cout << "{\"provider\":\"face-opencv\",\"version\":\""
			  << CV_VERSION << "\"}" << std::endl;
		while (std::getline(std::cin, line))
			std::cout << answer(faces, line) << std::endl;
	} catch (const std::exception &e) {
		std::cerr << "face-opencv: " << e.what() << "\n";
		return 1;
	}
	return 0;
}
